import type { TeamCeilingsView } from "@/lib/admin-api/client/ceilings";
import type { ModelsDraft } from "../keys/models-field";
import { plainLimit } from "../quotas/quota-draft";

/** One tier as typed; empty is no bound. */
export interface TierDraft {
  isSet: boolean;
  monthlyUsdPerKey: string;
  tokensPerMinutePerKey: string;
  models: ModelsDraft;
  keyDays: string;
  keysPerPerson: string;
  monthlyUsdPerProject: string;
}

export interface CeilingsDraft {
  member: TierDraft;
  lead: TierDraft;
}

export const TIER_FIELDS = [
  { field: "monthlyUsdPerKey", label: "Spend per month of one key, in USD" },
  { field: "tokensPerMinutePerKey", label: "Tokens per minute of one key" },
  { field: "keyDays", label: "Life of a key, in days" },
  { field: "keysPerPerson", label: "Keys of one person" },
] as const;

export function ceilingsDraftOf({ member, lead }: TeamCeilingsView): CeilingsDraft {
  return { member: tierDraftOf(member && { ...member, monthlyUsdPerProject: null }), lead: tierDraftOf(lead) };
}

function tierDraftOf(tier: TeamCeilingsView["lead"]): TierDraft {
  const every = tier === null || tier.models.includes("*");
  return {
    isSet: tier !== null,
    monthlyUsdPerKey: tier?.monthlyUsdPerKey ?? "",
    tokensPerMinutePerKey: tier?.tokensPerMinutePerKey ?? "",
    models: { every, chosen: every ? [] : (tier?.models ?? []) },
    keyDays: tier?.keyDays?.toString() ?? "",
    keysPerPerson: tier?.keysPerPerson?.toString() ?? "",
    monthlyUsdPerProject: tier?.monthlyUsdPerProject ?? "",
  };
}

/** The draft as the API takes it. */
export function ceilingsOf({ member, lead }: CeilingsDraft): TeamCeilingsView {
  return {
    member: member.isSet ? sharedOf(member) : null,
    lead: lead.isSet ? { ...sharedOf(lead), monthlyUsdPerProject: text(lead.monthlyUsdPerProject) } : null,
  };
}

function sharedOf(tier: TierDraft) {
  return {
    monthlyUsdPerKey: text(tier.monthlyUsdPerKey),
    tokensPerMinutePerKey: text(tier.tokensPerMinutePerKey),
    models: tier.models.every ? ["*"] : tier.models.chosen,
    keyDays: whole(tier.keyDays),
    keysPerPerson: whole(tier.keysPerPerson),
  };
}

function text(typed: string): string | null {
  return typed.trim() === "" ? null : plainLimit(typed);
}

function whole(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}
