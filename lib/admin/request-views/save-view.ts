import { findRequestView, insertRequestView } from "@/db/queries/request-views/request-views";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { anywhere, defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";

interface SaveView {
  name: string;
  query: string;
  shared: boolean;
}

/** Keeps a view of the requests page under a name. It shows each reader what they may see. */
export const saveView = defineChange({
  name: "request_views.save",
  permission: "requests:read",
  policy: "not_enforced",
  locate: anywhere,
  async change(work, _target, { name, query, shared }: SaveView) {
    const personId = personIdOf(work.actor);
    if (personId === null) throw new AdminError("forbidden", "Only a person can save a view.");
    const id = newId("rvw");
    await orNameTaken(
      insertRequestView(work.run, { id, organizationId: work.organizationId, personId, name, query, shared }),
      "request_view_name",
      `You have a view called "${name}" already. Choose another name.`,
    );
    const result = await findRequestView(work.run, work.organizationId, id);
    if (result === null) throw new Error("a view that was just saved is not there");
    return {
      result,
      audit: { targetKind: "request_view", targetId: id, before: null, after: { name, query, shared } },
    };
  },
});
