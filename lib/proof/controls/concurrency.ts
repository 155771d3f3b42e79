import type { Control } from "../control";
import { callAtOnce } from "./call-at-once";
import { meteredRoutes } from "./columns";

const AT_ONCE = 2;
const CALLS = 6;

export const concurrency: Control = {
  id: "concurrency",
  title: "Concurrent calls hold",
  promise: "No more calls run at the same time than the limit says, streams until their end.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const { secret: key } = await cell.newKey({
      quotas: [{ unit: "concurrent", window: "now", limit: String(AT_ONCE) }],
    });
    return async () => {
      const refusal = { status: 429, code: "rate_limit_exceeded", scope: "key" };
      return callAtOnce(cell, { key, calls: CALLS, most: AT_ONCE, refusal });
    };
  },
};
