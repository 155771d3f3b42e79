import { expect, it } from "vitest";
import { ceilingsDraftOf, ceilingsOf } from "./ceiling-draft";

it("gives back what it began with, and no bound for what is empty", () => {
  const shared = {
    monthlyUsdPerKey: "50",
    tokensPerMinutePerKey: null,
    models: ["*"],
    keyDays: 30,
    keysPerPerson: null,
  };
  const ceilings = { member: shared, lead: { ...shared, models: ["gpt-5"], monthlyUsdPerProject: "1000" } };
  expect(ceilingsOf(ceilingsDraftOf(ceilings))).toEqual(ceilings);
  expect(ceilingsOf(ceilingsDraftOf({ member: null, lead: null }))).toEqual({ member: null, lead: null });
});
