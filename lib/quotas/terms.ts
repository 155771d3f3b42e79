import type { Quota } from "./contract";

/** When the limit falls next, epoch ms; infinite when no grant runs or begins. */
export function nextFall({ grants }: Quota, nowMs: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { endsAt } of grants) if (endsAt > nowMs && endsAt < next) next = endsAt;
  return next;
}

/** Whether what was borrowed under one version of a quota may still be used under the other. */
export function sameTerms(one: Quota, other: Quota): boolean {
  return (
    one.limit === other.limit &&
    one.hard === other.hard &&
    one.shadow === other.shadow &&
    one.maxCallPercent === other.maxCallPercent &&
    sameSplit(one, other) &&
    sameGrants(one, other)
  );
}

/** Whether both split time into the same windows. */
export function sameSplit(one: Quota, other: Quota): boolean {
  return one.timeZone === other.timeZone && one.anchor === other.anchor && one.windowDays === other.windowDays;
}

function sameGrants({ grants: ones }: Quota, { grants: others }: Quota): boolean {
  if (ones === others) return true;
  return (
    ones.length === others.length &&
    ones.every((grant, n) => {
      const other = others[n];
      return grant.amount === other?.amount && grant.startsAt === other.startsAt && grant.endsAt === other.endsAt;
    })
  );
}
