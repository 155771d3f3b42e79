import type { TeamCeilingsView } from "@/lib/admin-api/client/ceilings";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

type Tier = NonNullable<TeamCeilingsView["member"]> & { monthlyUsdPerProject?: string | null };

/** What a tier allows, bound by bound; one line when it bounds nothing. */
export function tierWords(tier: Tier): string[] {
  const usd = (amount: string) => formatUsd(amount, { wholeWhenRound: true });
  const { monthlyUsdPerKey, tokensPerMinutePerKey, models, keyDays, keysPerPerson, monthlyUsdPerProject } = tier;
  const lines = [
    ...(monthlyUsdPerKey === null ? [] : [`${usd(monthlyUsdPerKey)} a month for one key`]),
    ...(tokensPerMinutePerKey === null
      ? []
      : [`${formatCount(Number(tokensPerMinutePerKey))} tokens per minute for one key`]),
    ...(models.includes("*") ? [] : [models.length === 0 ? "no model" : models.join(", ")]),
    ...(keyDays === null ? [] : [`keys of ${keyDays} days at most`]),
    ...(keysPerPerson === null ? [] : [`${keysPerPerson} ${keysPerPerson === 1 ? "key" : "keys"} for one person`]),
    ...(monthlyUsdPerProject == null ? [] : [`${usd(monthlyUsdPerProject)} a month for one project`]),
  ];
  return lines.length === 0 ? ["everything, without bound"] : lines;
}
