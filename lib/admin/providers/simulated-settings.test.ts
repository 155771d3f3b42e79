import { describe, expect, it } from "vitest";
import { simulatedSettings } from "@/lib/admin-api/schemas/providers";
import { behaviourOf } from "@/lib/providers/simulated/behaviour";

describe("settings of the simulated provider", () => {
  it.each(simulatedSettings.shape.failure.options)(
    "mean to the provider what an operator set, such as %s",
    (failure) => {
      const set = { latencyMs: 7, chunkMs: 3, failure, failureRate: 0.5, outputTokens: 12 };
      expect(behaviourOf(simulatedSettings.parse(set), "any", undefined)).toEqual(set);
    },
  );
});
