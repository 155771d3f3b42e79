import type { ListedChange } from "@/db/schema";
import type { ClaimRule } from "@/lib/auth/claims/judge-claims";
import { usdFromMicros } from "@/lib/money";
import { readFourEyesAmount } from "../four-eyes/read-amount";
import type { ChangeLine } from "./change-line";
import type { SettingGround } from "./ground-of-setting";

/** What each listed change is called where it is said that it takes two people. */
const LISTED: Record<ListedChange, string> = {
  make_admin: "Making an owner or admin",
  map_admins: "Sign-in rules that make admins",
  create_scim_token: "Making a SCIM token",
  break_glass: "Sign-in links for owners and admins",
  raise_budget: "Raising a large budget",
  change_organization_quota: "Limits of the organization",
};

/** Now → then of a setting, only what differs. */
export function describeSetting(ground: SettingGround): ChangeLine[] {
  switch (ground.kind) {
    case "four_eyes":
      return linesOfFourEyes(ground);
    case "sign_in_rules":
      return linesOfRules(ground.rules, ground.named);
    case "scim_token": {
      const { token, proposal } = ground;
      const before = token === null ? null : `${token.name} ending in ${token.last4}`;
      return [{ field: "SCIM token", unit: "text", before, after: token === null ? proposal.name : "a new secret" }];
    }
    case "sign_in_link":
      return [
        {
          field: "Sign-in link",
          unit: "text",
          before: null,
          after: `for ${ground.person.name}, ${ground.person.role}`,
        },
      ];
  }
}

function linesOfFourEyes({ rules, proposal }: Extract<SettingGround, { kind: "four_eyes" }>): ChangeLine[] {
  const takes = (changes: readonly ListedChange[], change: ListedChange) =>
    changes.includes(change) ? "two people" : "one person";
  const lines = (Object.keys(LISTED) as ListedChange[]).map((change) => ({
    field: LISTED[change],
    unit: "text" as const,
    before: takes(rules.changes, change),
    after: takes(proposal.changes, change),
  }));
  const amount = { before: usdFromMicros(rules.budgetAboveMicros), after: proposal.budgetAboveUsd };
  const isOther = readFourEyesAmount(proposal.budgetAboveUsd) !== rules.budgetAboveMicros;
  return [
    ...lines.filter(({ before, after }) => before !== after),
    ...(isOther ? [{ field: "A budget is large above", unit: "usd" as const, ...amount }] : []),
  ];
}

function linesOfRules(before: readonly ClaimRule[], after: readonly ClaimRule[]): ChangeLine[] {
  const places = Array.from({ length: Math.max(before.length, after.length) }, (_, place) => place);
  return places.flatMap((place) => {
    const [was, is] = [ruleText(before[place]), ruleText(after[place])];
    return was === is ? [] : [{ field: `Rule ${place + 1}`, unit: "text" as const, before: was, after: is ?? "none" }];
  });
}

function ruleText(rule: ClaimRule | undefined): string | null {
  if (rule === undefined) return null;
  const { claim, operator, value, role, team } = rule;
  const gives = [role, team === null ? null : `${team.role} of ${team.name}`].filter((part) => part !== null);
  const condition = operator === "present" ? "is there" : `${operator.replace("_", " ")} "${value}"`;
  return `${claim} ${condition}: ${gives.join(", ")}`;
}
