import type { GrantQuotaInput } from "@/lib/admin-api/client/quotas";
import type { Problems } from "../forms/use-draft";
import { amountProblem, plainLimit } from "./quota-draft";
import type { QuotaUnit } from "./quota-words";

const HOUR_MS = 3_600_000;

export interface GrantDraft {
  /** As typed. */
  amount: string;
  /** One of `GRANT_SPANS`, `reset` or `date`. */
  span: string;
  /** A local time of `datetime-local`, for `date`. */
  until: string;
  reason: string;
}

export const GRANT_SPANS = [
  { value: "1", label: "1 hour" },
  { value: "24", label: "24 hours" },
  { value: "168", label: "7 days" },
  { value: "720", label: "30 days" },
] as const;

/** When the raise ends, epoch ms; null while that is not said. `resetsAt` is the limit's own. */
export function grantEnd(
  draft: GrantDraft,
  { now, resetsAt }: { now: number; resetsAt: string | null },
): number | null {
  if (draft.span === "reset") return resetsAt === null ? null : Date.parse(resetsAt);
  if (draft.span !== "date") return now + Number(draft.span) * HOUR_MS;
  const chosen = Date.parse(draft.until);
  return Number.isNaN(chosen) ? null : chosen;
}

/** What can be known before asking the API. */
export function checkGrantDraft(
  draft: GrantDraft,
  at: { now: number; resetsAt: string | null; unit: QuotaUnit },
): Problems {
  const ends = grantEnd(draft, at);
  return {
    amount: grantAmountProblem(draft.amount, at.unit),
    endsAt: ends === null || ends <= at.now ? "Choose a time to come." : undefined,
  };
}

/** The draft as the API takes it; null while its end is not said. */
export function grantInputOf(draft: GrantDraft, at: { now: number; resetsAt: string | null }): GrantQuotaInput | null {
  const ends = grantEnd(draft, at);
  if (ends === null) return null;
  return { amount: plainLimit(draft.amount), endsAt: new Date(ends).toISOString(), reason: draft.reason.trim() };
}

function grantAmountProblem(typed: string, unit: QuotaUnit): string | undefined {
  const amount = plainLimit(typed).replace(/^\+/, "");
  if (amount === "") return "Type what the raise adds to the limit.";
  if (amount.startsWith("-")) return "A raise adds to the limit. To lower it, change the limit.";
  return amountProblem(amount, unit) ?? (Number(amount) === 0 ? "Type more than zero." : undefined);
}
