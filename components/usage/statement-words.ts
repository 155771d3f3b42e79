import type { CostSplitRule, StatementView } from "@/lib/admin-api/client/statements";

/** `November 2026` of `2026-11`. */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** A cost centre's name; those without have one too. */
export function centreWords(costCentre: string): string {
  return costCentre === "" ? "No cost centre" : costCentre;
}

/** Why an open month cannot be closed yet; null when it can. */
export function notYetWords({
  status,
  complete,
  closable,
}: Pick<StatementView, "status" | "complete" | "closable">): string | null {
  if (status === "closed" || closable) return null;
  return complete ? "An earlier month is still open; close that one first." : "It can be closed once it is over.";
}

/** "In proportion to what the others spent", "50% CC-1, 25% CC-2, the rest stays". */
export function splitWords({ method, shares }: Pick<CostSplitRule, "method" | "shares">): string {
  const names = shares.map((share) => share.costCentre).join(", ");
  if (method === "usage") return `In proportion to what ${names === "" ? "the others" : names} spent`;
  const left = 100 - shares.reduce((sum, share) => sum + share.percent, 0);
  const parts = shares.map((share) => `${share.percent}% ${share.costCentre}`).join(", ");
  return left > 0.001 ? `${parts}, the rest stays` : parts;
}

/** Typed shares, `CC-1 50, CC-2 25`, as the API takes them; for `usage` names alone do. */
export function readShares(typed: string): { costCentre: string; percent: number }[] {
  return typed
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const found = /^(.*\S)\s+(\d+(?:\.\d+)?)\s*%?$/.exec(part);
      return found ? { costCentre: found[1] ?? part, percent: Number(found[2]) } : { costCentre: part, percent: 0 };
    });
}
