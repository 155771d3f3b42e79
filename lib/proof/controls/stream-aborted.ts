import type { Control } from "../control";
import { idsOf, sayRecord } from "./findings";

export const streamAborted: Control = {
  id: "stream_aborted",
  title: "Aborted stream billed",
  promise: "A caller who hangs up in the middle of a stream pays for what was used; the call is recorded.",
  appliesTo: (route) => (route.meter === "model_call" ? ["streamed"] : []),
  prepare: async (cell) => async () => {
    const met = await cell.call({ model: cell.models.slow, leaveEarly: true });
    const record = await cell.recordOf(met.requestId);
    return {
      passed: met.status === 200 && record?.outcome === "aborted" && Number(record.costUsd ?? 0) > 0,
      expected: "the stream begins; recorded as aborted, 1 attempt, with a cost",
      seen: `${met.status}, hung up; ${sayRecord(record)}${record === null ? "" : `, usage ${record.usageSource}`}`,
      requestIds: idsOf([met]),
    };
  },
};
