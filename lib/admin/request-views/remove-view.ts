import { deleteRequestView, findRequestView, type RequestViewRow } from "@/db/queries/request-views/request-views";
import { personIdOf } from "@/lib/auth/actor";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";

/** Forgets a view. One that somebody else made is not there. */
export const removeView = defineChange({
  name: "request_views.remove",
  permission: "requests:read",
  kind: "view",
  policy: "not_enforced",
  locate: locateOwn,
  async change(work, view, _input: { viewId: string }) {
    await deleteRequestView(work.run, work.organizationId, view.id);
    const { name, query, shared } = view;
    return {
      result: undefined,
      audit: { targetKind: "request_view", targetId: view.id, before: { name, query, shared }, after: null },
    };
  },
});

async function locateOwn(work: Work, input: { viewId: string }): Promise<Located<RequestViewRow> | null> {
  const view = await findRequestView(work.run, work.organizationId, input.viewId);
  if (view === null || view.personId !== personIdOf(work.actor)) return null;
  return { target: view, scope: { kind: "anywhere" } };
}
