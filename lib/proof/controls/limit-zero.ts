import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { expectUntouched } from "./findings";

export const limitZero: Control = {
  id: "limit_zero",
  title: "Zero allows nothing",
  promise: "A limit of zero means nothing is allowed; it never means unlimited.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const broke = await cell.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "0" }] });
    const barred = await cell.newKey({ quotas: [{ unit: "requests", window: "day", limit: "0" }] });
    return async () => {
      const ofMoney = await expectUntouched(cell, await cell.call({ key: broke.secret }), {
        status: 429,
        code: "budget_exceeded",
        scope: "key",
      });
      const ofRequests = await expectUntouched(cell, await cell.call({ key: barred.secret }), {
        status: 429,
        code: "rate_limit_exceeded",
        scope: "key",
      });
      return {
        passed: ofMoney.passed && ofRequests.passed,
        expected: `$0: ${ofMoney.expected}. 0 requests: ${ofRequests.expected}`,
        seen: `$0: ${ofMoney.seen}. 0 requests: ${ofRequests.seen}`,
        requestIds: [...ofMoney.requestIds, ...ofRequests.requestIds],
      };
    };
  },
};
