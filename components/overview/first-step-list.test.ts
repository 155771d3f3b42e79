import { describe, expect, it } from "vitest";
import { firstSteps } from "./first-step-list";

const EMPTY = { providers: [], models: [], teams: 0, keys: 0, hasCalls: false };
const doneOf = (steps: ReturnType<typeof firstSteps>) => steps.map(({ done }) => done);

describe("first steps", () => {
  it("are open in an empty organization and done one by one as things appear", () => {
    expect(doneOf(firstSteps(EMPTY))).toEqual([false, false, false, false, false]);
    const credentials = [{ id: "crd_1" }] as never;
    const provider = { simulated: false, credentialNeed: "required" as const, credentials };
    const whole = { providers: [provider], models: [{ simulated: false, callable: true }], teams: 1, keys: 1 };
    expect(doneOf(firstSteps({ ...whole, hasCalls: true }))).toEqual([true, true, true, true, true]);
  });

  it("are not done by what is simulated, nor by a provider without its key", () => {
    const simulated = { simulated: true, credentialNeed: "none" as const, credentials: [] };
    const keyless = { simulated: false, credentialNeed: "required" as const, credentials: [] };
    const models = [{ simulated: true, callable: true }];
    const [provider, model] = firstSteps({ ...EMPTY, providers: [simulated, keyless], models });
    expect([provider?.done, model?.done]).toEqual([false, false]);
  });
});
