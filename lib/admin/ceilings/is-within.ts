import type { CeilingTerms } from "@/db/queries/ceilings/team-ceilings";
import { judge } from "./judge";

/** Whether everything that `inner` allows, `outer` allows too. */
export function isWithin(inner: CeilingTerms, outer: CeilingTerms): boolean {
  const { monthlyMicrosPerKey, tokensPerMinutePerKey, models, keyDays, keysPerPerson } = inner;
  const most = { monthlyMicrosPerKey, tokensPerMinutePerKey, models, keyDays };
  const keysFit = outer.keysPerPerson === null || (keysPerPerson !== null && keysPerPerson <= outer.keysPerPerson);
  return keysFit && judge(outer, most).every(({ fits }) => fits);
}
