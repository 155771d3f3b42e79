import { type AlertUpdate, insertAlertChange, updateAlert } from "@/db/queries/alerts/write-alert";
import type { AlertState } from "@/db/schema";
import { tellOfAlert } from "@/lib/alerts/tell-of-alert";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Change } from "../define-verb";
import { type AlertWithChanges, holdAlert, readAlert } from "./locate-alert";

interface Handling {
  kind: "acknowledged" | "resolved";
  /** States it may be in before. */
  from: readonly AlertState[];
  note: string;
  change(personId: string | null): AlertUpdate;
}

/** One step of a person with an alert: the state, a line in its history, and the notice of it. */
export async function handleAlert(work: Work, id: string, step: Handling): Promise<Change<AlertWithChanges>> {
  const before = await holdAlert(work, id);
  if (!step.from.includes(before.state))
    throw new AdminError("conflict", `The alert is ${before.state} already. Load it again to see by whom.`);
  const personId = personIdOf(work.actor);
  const after = await updateAlert(work.run, id, { ...step.change(personId), changes: before.changes + 1 });
  await insertAlertChange(work.run, after, { kind: step.kind, personId, note: step.note });
  const by = work.actor.kind === "person" ? { id: work.actor.personId, name: work.actor.name } : null;
  await tellOfAlert(work.run, after, { kind: step.kind, by });
  return {
    result: await readAlert(work, id),
    audit: {
      targetKind: "alert",
      targetId: id,
      before: { state: before.state },
      after: { state: after.state, rule: after.rule, title: after.title, note: step.note },
    },
  };
}
