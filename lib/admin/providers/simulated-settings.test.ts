import { describe, expect, it } from "vitest";
import { simulatedSettings } from "@/lib/admin-api/schemas/providers";
import { behaviourOf, SIMULATED_FAILURES } from "@/lib/providers/simulated/behaviour";

describe("settings of the simulated provider", () => {
  it("offer every failure the provider can play, and no other", () => {
    expect(simulatedSettings.shape.failure.options).toEqual([...SIMULATED_FAILURES]);
  });

  it("mean to the provider what an operator set", () => {
    const set = { latencyMs: 7, chunkMs: 3, failure: "truncate", failureRate: 0.5, outputTokens: 12 } as const;
    expect(behaviourOf(simulatedSettings.parse(set), "any", undefined)).toEqual(set);
  });
});
