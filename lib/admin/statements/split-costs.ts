import type { SplitRuleRow } from "@/db/queries/statements/split-rules";

/** An amount that moves from one cost centre to another. */
export interface SharedCost {
  ruleId: string;
  from: string;
  to: string;
  micros: bigint;
}

type Rule = Pick<SplitRuleRow, "id" | "sourceCostCentre" | "method" | "shares">;

/**
 * What each rule moves: a shared cost centre's whole spend, to those that carry it. Shared ones never carry each other's, so the order
 * of rules means nothing. Exact: what is moved adds up to the last micro-dollar (largest remainder).
 */
export function splitCosts(spend: ReadonlyMap<string, bigint>, rules: readonly Rule[]): SharedCost[] {
  const shared = new Set(rules.map((rule) => rule.sourceCostCentre));
  return rules.flatMap((rule) => {
    const amount = spend.get(rule.sourceCostCentre) ?? 0n;
    const carriers = carriersOf(rule, spend).filter(({ costCentre }) => !shared.has(costCentre));
    return divide(amount, carriers, rule.method === "fixed" ? 100_00n : null)
      .filter(({ micros }) => micros !== 0n)
      .map(({ costCentre, micros }) => ({ ruleId: rule.id, from: rule.sourceCostCentre, to: costCentre, micros }));
  });
}

interface Carrier {
  costCentre: string;
  weight: bigint;
}

function carriersOf(rule: Rule, spend: ReadonlyMap<string, bigint>): Carrier[] {
  if (rule.method === "fixed") {
    return rule.shares.map(({ costCentre, percent }) => ({ costCentre, weight: BigInt(Math.round(percent * 100)) }));
  }
  const named = rule.shares.map(({ costCentre }) => costCentre);
  return (named.length > 0 ? named : [...spend.keys()])
    .map((costCentre) => ({ costCentre, weight: spend.get(costCentre) ?? 0n }))
    .filter(({ weight }) => weight > 0n);
}

/** Divides by weight; `whole` is what the weights are parts of, null their own sum. */
function divide(amount: bigint, carriers: readonly Carrier[], whole: bigint | null) {
  const weights = carriers.reduce((sum, { weight }) => sum + weight, 0n);
  const of = whole ?? weights;
  if (of === 0n || amount === 0n) return [];
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? -1n : 1n;
  const parts = carriers.map(({ costCentre, weight }) => ({
    costCentre,
    micros: (size * weight) / of,
    rest: (size * weight) % of,
  }));
  let left = (size * weights) / of - parts.reduce((sum, part) => sum + part.micros, 0n);
  const byRest = parts.toSorted((a, b) =>
    a.rest === b.rest ? a.costCentre.localeCompare(b.costCentre) : a.rest > b.rest ? -1 : 1,
  );
  for (const part of byRest) {
    if (left === 0n) break;
    part.micros += 1n;
    left -= 1n;
  }
  return parts.map(({ costCentre, micros }) => ({ costCentre, micros: micros * sign }));
}
