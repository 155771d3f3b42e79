import type { Control } from "../control";
import { everyRoute } from "./columns";
import { idsOf, isRefused, sayMet, sayRefusal } from "./findings";

const REFUSAL = { status: 401, code: "invalid_api_key" };
/** Another system's key, our prefix with a wrong checksum, and the shape of an API token. */
const MALFORMED = ["sk-not-ours", `gk_live_${"A".repeat(8)}_${"0".repeat(43)}_000000`, `ghp_${"0".repeat(40)}`];

export const keyMalformed: Control = {
  id: "key_malformed",
  title: "Malformed key",
  promise: "What is no virtual key opens nothing: another system's key, a mistyped one, or an API token.",
  appliesTo: everyRoute,
  prepare: async (cell) => async () => {
    const calls = await Promise.all(MALFORMED.map((key) => cell.call({ key })));
    const odd = calls.find((met) => !isRefused(cell, met, REFUSAL));
    return {
      passed: odd === undefined,
      expected: `${sayRefusal(REFUSAL)} for each of ${MALFORMED.length}`,
      seen: odd === undefined ? `${sayRefusal(REFUSAL)} for each` : sayMet(cell, odd),
      requestIds: idsOf(calls),
    };
  },
};
