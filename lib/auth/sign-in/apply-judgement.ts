import { appendAuditEvent, type NewAuditEvent } from "@/db/queries/audit/append-audit-event";
import type { PersonRow } from "@/db/queries/people/find-person";
import { setPersonRoleRow } from "@/db/queries/people/write-person";
import type { Runner } from "@/db/queries/runner";
import { listMemberships, replaceRuleTeams } from "@/db/queries/sign-in/rule-teams";
import type { Judgement } from "../claims/judge-claims";

/** Who is named in the audit log, and for which request. */
export type AuditedBy = Pick<NewAuditEvent, "actorKind" | "actorId" | "requestId" | "clientAddress">;

/**
 * Gives a person what the rules say, with its audit row if anything changes. An owner's role is never the rules' to give or take: only an owner
 * makes owners, and the last one cannot be lost to a claim.
 */
export async function applyJudgement(
  run: Runner,
  person: PersonRow,
  { judgement, by }: { judgement: Judgement; by: AuditedBy },
): Promise<{ role: PersonRow["role"] }> {
  const role = person.role === "owner" ? person.role : (judgement.role ?? person.role);
  const before = { role: person.role, teams: await listMemberships(run, person.id) };
  if (role !== person.role) await setPersonRoleRow(run, person.organizationId, person.id, role);
  await replaceRuleTeams(run, person.id, judgement.teams);
  const after = { role, teams: await listMemberships(run, person.id) };
  if (JSON.stringify(before) === JSON.stringify(after)) return { role };
  await appendAuditEvent(run, person.organizationId, {
    ...by,
    action: "people.apply_rules",
    targetKind: "person",
    targetId: person.id,
    before,
    after,
  });
  return { role };
}
