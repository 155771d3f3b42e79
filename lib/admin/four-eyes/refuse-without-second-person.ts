import { readFourEyes } from "@/db/queries/ceilings/four-eyes";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { dangersOf, type SeenChange } from "./dangers-of";

/**
 * Stops a person from doing alone what takes two; an approved request passes, and so does Gatehouse itself. `ask` is the portal's page
 * where it is asked for. Throws AdminError `needs_second_person`.
 */
export async function refuseWithoutSecondPerson(work: Work, change: SeenChange, askAt: string): Promise<void> {
  if (work.approval !== undefined || work.actor.kind !== "person") return;
  const dangers = dangersOf(await readFourEyes(work.run, work.organizationId), change);
  if (dangers.length === 0) return;
  throw new AdminError(
    "needs_second_person",
    `Your organization lets two people decide about this. Ask for it, and another owner or admin approves: ${work.publicUrl}${askAt}`,
  );
}

/** The form of access requests, filled in. */
export function askForm(ask: Record<string, string>): string {
  return `/access-requests/new?${new URLSearchParams(ask)}`;
}
