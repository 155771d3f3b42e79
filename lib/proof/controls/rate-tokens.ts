import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { callUntilRefused, expectLimited } from "./spend-limit";

const ROOM_FOR = 4;

export const rateTokens: Control = {
  id: "rate_tokens",
  title: "Tokens per minute hold",
  promise: "No more tokens are used in a minute than the limit says: a call that could go past it is refused.",
  appliesTo: meteredRoutes,
  async prepare(cell) {
    const limit = String((cell.baseline?.tokens ?? 0) * ROOM_FOR);
    const { secret } = await cell.newKey({ quotas: [{ unit: "tokens", window: "minute", limit }] });
    return async () => {
      const refusal = { status: 429, code: "rate_limit_exceeded", scope: "key" };
      return expectLimited(cell, { calls: await callUntilRefused(cell, secret), most: ROOM_FOR, refusal });
    };
  },
};
