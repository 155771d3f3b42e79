import { listDecidingAdmins } from "@/db/queries/access-requests/deciding-people";
import { readFourEyes } from "@/db/queries/ceilings/four-eyes";
import type { PersonRow } from "@/db/queries/people/find-person";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** While any change takes two people, two who can decide must be left without `person`. Throws AdminError `conflict`. */
export async function refuseLastSecondPerson(work: Work, person: PersonRow): Promise<void> {
  if (person.status !== "active" || (person.role !== "owner" && person.role !== "admin")) return;
  const { changes } = await readFourEyes(work.run, work.organizationId);
  if (changes.length === 0) return;
  const but = { personId: person.id, ownersOnly: false };
  if ((await listDecidingAdmins(work.run, work.organizationId, but)).length >= 2) return;
  throw new AdminError(
    "conflict",
    `Some changes take two people here, and without ${person.name} only one could decide. Make somebody else admin first.`,
  );
}
