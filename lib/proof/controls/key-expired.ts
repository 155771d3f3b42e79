import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { ENFORCED_WITHIN_MS, watchKeyDie } from "./watch-key-die";

/** Longer than a change takes to be enforced, so that the new expiry is known everywhere when it comes. */
const EXPIRES_IN_MS = ENFORCED_WITHIN_MS + 1_000;
/** On a machine so busy that a call takes seconds, the change and the call after it must still come before the expiry. */
const CALLS_IN_BETWEEN = 4;

export const keyExpired: Control = {
  id: "key_expired",
  title: "Expired key dead",
  promise: "A key works until its expiry and not after it.",
  appliesTo: meteredRoutes,
  mostlyWaits: true,
  async prepare(cell) {
    const { id, secret } = await cell.newKey();
    return async () => {
      const triedMs = performance.now();
      await cell.call({ key: secret });
      const lifeMs = EXPIRES_IN_MS + CALLS_IN_BETWEEN * (performance.now() - triedMs);
      const expiresAt = new Date(Date.now() + lifeMs).toISOString();
      const sinceMs = performance.now() + lifeMs;
      await cell.manage("PATCH", `/keys/${id}`, { expiresAt });
      const alive = await cell.call({ key: secret });
      await cell.pause(sinceMs - performance.now());
      return watchKeyDie(cell, { secret, alive, refusal: { status: 401, code: "invalid_api_key" }, sinceMs });
    };
  },
};
