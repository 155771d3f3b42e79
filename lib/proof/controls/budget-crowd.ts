import { usdFromMicros } from "@/lib/money";
import type { Control } from "../control";
import { callAtOnce } from "./call-at-once";
import { meteredRoutes } from "./columns";

const ROOM_FOR = 3;
const CALLS = 10;

export const budgetCrowd: Control = {
  id: "budget_crowd",
  title: "Budget holds under concurrent calls",
  promise: "A budget with room for n calls admits at most n, however many come at the same moment.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const cost = cell.baseline?.costMicros ?? 0n;
    const limit = usdFromMicros(cost * BigInt(ROOM_FOR) + cost / 2n);
    const { secret: key } = await cell.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit }] });
    return async () => {
      const refusal = { status: 429, code: "budget_exceeded", scope: "key" };
      return callAtOnce(cell, { key, calls: CALLS, most: ROOM_FOR, refusal });
    };
  },
};
