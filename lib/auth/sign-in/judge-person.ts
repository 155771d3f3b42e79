import type { Runner } from "@/db/queries/runner";
import { type ClaimRuleRow, listClaimRules } from "@/db/queries/sign-in/claim-rules";
import { listScimGroupNames } from "@/db/queries/sign-in/rule-teams";
import { factsOf } from "../claims/facts-of";
import { type ClaimRule, type Judgement, judgeClaims } from "../claims/judge-claims";
import type { Claims } from "../claims/read-claim";

interface Judged {
  organizationId: string;
  /** Null: somebody new. */
  personId: string | null;
  claims: Claims;
  verifiedEmail: string | null;
  /** Left out: the organization's own. */
  rules?: readonly ClaimRule[];
}

/** What the rules say about somebody's claims together with the directory's groups they are in. */
export async function judgePerson(run: Runner, judged: Judged): Promise<Judgement> {
  const { organizationId, personId, claims, verifiedEmail } = judged;
  const rules = judged.rules ?? (await listClaimRules(run, organizationId)).map(ruleOf);
  const scimGroups = personId === null ? [] : await listScimGroupNames(run, personId);
  return judgeClaims(rules, factsOf({ claims, verifiedEmail, scimGroups }));
}

/** A stored rule as it is judged: an archived team is nobody's any more. */
function ruleOf(row: ClaimRuleRow): ClaimRule {
  const { claim, operator, value, role, team } = row;
  return {
    claim,
    operator,
    value,
    role,
    team: team === null || team.archived ? null : team,
  };
}
