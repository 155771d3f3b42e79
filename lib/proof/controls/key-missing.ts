import type { Control } from "../control";
import { everyRoute } from "./columns";
import { idsOf, isRefused, sayMet, sayRefusal } from "./findings";

const REFUSAL = { status: 401, code: "invalid_api_key" };

export const keyMissing: Control = {
  id: "key_missing",
  title: "No key",
  promise: "A call without a key is refused before anything else happens.",
  appliesTo: everyRoute,
  prepare: async (cell) => async () => {
    const met = await cell.call({ key: null });
    return {
      passed: isRefused(cell, met, REFUSAL),
      expected: sayRefusal(REFUSAL),
      seen: sayMet(cell, met),
      requestIds: idsOf([met]),
    };
  },
};
