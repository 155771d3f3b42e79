import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { idsOf, isAnswered, sayMet, sayRecord } from "./findings";

/** What makes every other cell mean something: a good key works, and its call is recorded and billed. */
export const goodKeyAnswered: Control = {
  id: "good_key_answered",
  title: "Good key answered and billed",
  promise: "A call that policy allows is answered, recorded, and billed at the model's price.",
  appliesTo: meteredRoutes,
  prepare: async (cell) => async () => {
    const met = await cell.call();
    const record = await cell.recordOf(met.requestId);
    return {
      passed: isAnswered(cell, met) && record?.outcome === "ok" && Number(record.costUsd ?? 0) > 0,
      expected: "answered; recorded as ok, 1 attempt, with a cost",
      seen: `${sayMet(cell, met)}; ${sayRecord(record)}`,
      requestIds: idsOf([met]),
    };
  },
};
