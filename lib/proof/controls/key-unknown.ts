import { mintVirtualKeySecret, newPublicId } from "@/lib/crypto/virtual-key";
import type { Control } from "../control";
import { everyRoute } from "./columns";
import { idsOf, isRefused, sayMet, sayRefusal } from "./findings";

const REFUSAL = { status: 401, code: "invalid_api_key" };

export const keyUnknown: Control = {
  id: "key_unknown",
  title: "Unknown key",
  promise: "A key of the right shape and checksum that was never issued opens nothing.",
  appliesTo: everyRoute,
  prepare: async (cell) => async () => {
    const met = await cell.call({ key: mintVirtualKeySecret(newPublicId()).reveal() });
    return {
      passed: isRefused(cell, met, REFUSAL),
      expected: sayRefusal(REFUSAL),
      seen: sayMet(cell, met),
      requestIds: idsOf([met]),
    };
  },
};
