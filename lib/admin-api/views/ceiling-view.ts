import type { FourEyesRules } from "@/db/queries/ceilings/four-eyes";
import type { CeilingTerms, TeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import { invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd, usdFromMicros } from "@/lib/money";
import type { FourEyesView, TeamCeilingsView } from "../schemas/ceilings";

/** Ceilings as the API shows them. */
export function ceilingsView({ member, lead }: TeamCeilings): TeamCeilingsView {
  return {
    member: member && shared(member),
    lead: lead && { ...shared(lead), monthlyUsdPerProject: usd(lead.monthlyMicrosPerProject) },
  };
}

/** Ceilings as a person wrote them. Throws AdminError `invalid_request`. */
export function readCeilings({ member, lead }: TeamCeilingsView): TeamCeilings {
  return {
    member: member && read({ ...member, monthlyUsdPerProject: null }, "member"),
    lead: lead && read(lead, "lead"),
  };
}

export function fourEyesView({ changes, budgetAboveMicros }: FourEyesRules): FourEyesView {
  return { changes, budgetAboveUsd: usdFromMicros(budgetAboveMicros) };
}

/** Rules as a person wrote them. Throws AdminError `invalid_request`. */
export function readFourEyesRules({ changes, budgetAboveUsd }: FourEyesView): FourEyesRules {
  return { changes, budgetAboveMicros: micros(budgetAboveUsd, "budgetAboveUsd") };
}

function shared(terms: CeilingTerms) {
  const { models, keyDays, keysPerPerson } = terms;
  return {
    monthlyUsdPerKey: usd(terms.monthlyMicrosPerKey),
    tokensPerMinutePerKey: terms.tokensPerMinutePerKey?.toString() ?? null,
    models,
    keyDays,
    keysPerPerson,
  };
}

function read(ceiling: NonNullable<TeamCeilingsView["lead"]>, path: string): CeilingTerms {
  const { models, keyDays, keysPerPerson, tokensPerMinutePerKey, monthlyUsdPerKey, monthlyUsdPerProject } = ceiling;
  const money = (text: string | null, field: string) => (text === null ? null : micros(text, `${path}.${field}`));
  return {
    monthlyMicrosPerKey: money(monthlyUsdPerKey, "monthlyUsdPerKey"),
    tokensPerMinutePerKey: tokensPerMinutePerKey === null ? null : BigInt(tokensPerMinutePerKey),
    models: models.includes("*") ? ["*"] : [...new Set(models)],
    keyDays,
    keysPerPerson,
    monthlyMicrosPerProject: money(monthlyUsdPerProject, "monthlyUsdPerProject"),
  };
}

function usd(micros: bigint | null): string | null {
  return micros === null ? null : usdFromMicros(micros);
}

function micros(text: string, path: string): bigint {
  const amount = microsFromUsd(text);
  if (amount === null) throw invalidField(path, "must be an amount in USD, such as 50 or 12.50");
  return amount;
}
