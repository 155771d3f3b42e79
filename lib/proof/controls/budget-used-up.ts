import { usdFromMicros } from "@/lib/money";
import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { callUntilRefused, expectLimited } from "./spend-limit";

const ROOM_FOR = 4;

export const budgetUsedUp: Control = {
  id: "budget_used_up",
  title: "Used-up budget refused",
  promise:
    "A hard budget is never exceeded: what does not fit is refused, nothing goes upstream and nothing is billed.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const limit = usdFromMicros((cell.baseline?.costMicros ?? 0n) * BigInt(ROOM_FOR));
    const { secret } = await cell.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit }] });
    return async () => {
      const refusal = { status: 429, code: "budget_exceeded", scope: "key" };
      return expectLimited(cell, { calls: await callUntilRefused(cell, secret), most: ROOM_FOR, refusal });
    };
  },
};
