import { and, eq } from "drizzle-orm";
import { person } from "@/db/schema";
import type { Runner } from "../runner";
import type { PersonRow } from "./find-person";

export async function insertPerson(
  run: Runner,
  organizationId: string,
  row: { id: string; email: string; name: string; role: PersonRow["role"] },
): Promise<void> {
  await run.insert(person).values({ ...row, organizationId });
}

export async function setPersonRoleRow(
  run: Runner,
  organizationId: string,
  personId: string,
  role: PersonRow["role"],
): Promise<void> {
  await run.update(person).set({ role }).where(isPerson(organizationId, personId));
}

export async function setPersonStatusRow(
  run: Runner,
  organizationId: string,
  change: { personId: string } & ({ status: "active" } | { status: "deactivated"; by: "portal" | "provisioning" }),
): Promise<void> {
  const deactivatedBy = change.status === "active" ? null : change.by;
  await run
    .update(person)
    .set({ status: change.status, deactivatedBy })
    .where(isPerson(organizationId, change.personId));
}

/** Corrects how a person is called and where they are written to. */
export async function renamePersonRow(
  run: Runner,
  organizationId: string,
  { personId, ...names }: { personId: string; name: string; email: string },
): Promise<void> {
  await run.update(person).set(names).where(isPerson(organizationId, personId));
}

/** Ids of the active owners, locked until the transaction ends: two cannot leave at the same moment. At most 1,000. */
export async function lockActiveOwners(run: Runner, organizationId: string): Promise<string[]> {
  const rows = await run
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.organizationId, organizationId), eq(person.role, "owner"), eq(person.status, "active")))
    .orderBy(person.id)
    .limit(1_000)
    .for("update");
  return rows.map((row) => row.id);
}

function isPerson(organizationId: string, personId: string) {
  return and(eq(person.organizationId, organizationId), eq(person.id, personId));
}
