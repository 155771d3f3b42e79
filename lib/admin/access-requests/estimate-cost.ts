import { type SpendScope, spentInThirtyDays } from "@/db/queries/access-requests/request-facts";
import { microsFromUsd, usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { limitNow } from "../quotas/limit-now";
import type { Ground } from "./find-ground";

/** What a proposal may cost, beside what was spent. */
export interface CostImpact {
  /** Whose spend it is. */
  of: string;
  spentUsd: string;
  /** The most that may be spent in a window more than now; null when nothing of its own bounds it. */
  moreUsd: string | null;
  sentence: string;
}

/** The last 30 days of whatever pays, and what the change could add; null where no money is at stake. */
export async function estimateCost(work: Work, ground: Ground): Promise<CostImpact | null> {
  const payer = payerOf(ground);
  if (payer === null) return null;
  const spent = await spentInThirtyDays(work.run, work.organizationId, payer.scope);
  const spentUsd = usdFromMicros(spent);
  const begin = `${payer.of} spent $${cents(spent)} in the last 30 days.`;
  const more = moreOf(ground);
  const moreUsd = more === null ? null : usdFromMicros(more);
  return { of: payer.of, spentUsd, moreUsd, sentence: `${begin} ${meaning(ground, { spent, more })}` };
}

const PAYING: ReadonlySet<string> = new Set(["organization", "team", "project", "key"]);

function payerOf(ground: Ground): { scope: SpendScope; of: string } | null {
  switch (ground.kind) {
    case "key":
      return { scope: { kind: "project", id: ground.project.id }, of: `Project ${ground.project.name}` };
    case "models":
      return { scope: { kind: "key", id: ground.key.id }, of: `Key ${ground.key.name}` };
    case "quota": {
      const { scopeKind, scopeId, scopeName } = ground.quota;
      if (!PAYING.has(scopeKind)) return null;
      const word = scopeKind.charAt(0).toUpperCase() + scopeKind.slice(1);
      return { scope: { kind: scopeKind as SpendScope["kind"], id: scopeId }, of: `${word} ${scopeName}` };
    }
    default:
      return null;
  }
}

function moreOf(ground: Ground): bigint | null {
  if (ground.kind === "key")
    return ground.proposal.monthlyUsd === null ? null : microsFromUsd(ground.proposal.monthlyUsd);
  if (ground.kind !== "quota" || ground.quota.unit !== "usd_micros") return null;
  const then = microsFromUsd(ground.proposal.limit) ?? 0n;
  const now = ground.proposal.days === null ? ground.quota.limit : limitNow(ground.quota);
  return then > now ? then - now : 0n;
}

function meaning(ground: Ground, { spent, more }: { spent: bigint; more: bigint | null }): string {
  if (ground.kind === "models") return "Its limits stay as they are; a dearer model uses them up sooner.";
  if (ground.kind === "key") {
    return more === null
      ? "Only the limits around the key bound what it may add."
      : `The key may add up to $${cents(more)} a month, within the limits around it.`;
  }
  if (more === null || ground.kind !== "quota") return "This limit does not count money.";
  const then = microsFromUsd(ground.proposal.limit) ?? 0n;
  const window = ground.quota.window === "month" ? "a month" : `in one window (${ground.quota.window})`;
  const pace =
    ground.quota.window === "month" && then > 0n
      ? ` At that pace it would use ${Number((spent * 100n) / then)}% of the new limit.`
      : "";
  return `It may spend up to $${cents(more)} more ${window}.${pace}`;
}

function cents(micros: bigint): string {
  return (Number(micros) / 1_000_000).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
