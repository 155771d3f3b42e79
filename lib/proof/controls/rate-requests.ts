import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { callUntilRefused, expectLimited } from "./spend-limit";

const PER_MINUTE = 3;

export const rateRequests: Control = {
  id: "rate_requests",
  title: "Requests per minute hold",
  promise: "No more requests are admitted in a minute than the limit says.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const { secret } = await cell.newKey({
      quotas: [{ unit: "requests", window: "minute", limit: String(PER_MINUTE) }],
    });
    return async () => {
      const refusal = { status: 429, code: "rate_limit_exceeded", scope: "key" };
      return expectLimited(cell, { calls: await callUntilRefused(cell, secret), most: PER_MINUTE, refusal });
    };
  },
};
