import type { Control } from "../control";
import { meteredRoutes } from "./columns";
import { idsOf, isAnswered, sayMet } from "./findings";
import { ENFORCED_WITHIN_MS, watchKeyDie } from "./watch-key-die";

/** Longer than a change takes to be enforced. */
const OVERLAP_SECONDS = ENFORCED_WITHIN_MS / 1_000 + 1;

export const secretRotated: Control = {
  id: "secret_rotated",
  title: "Rotated secret dead after its overlap",
  promise: "After a rotation the old secret works during the overlap and not after it; the new one works throughout.",
  appliesTo: meteredRoutes,
  mostlyWaits: true,
  async prepare(cell) {
    const { id, secret } = await cell.newKey();
    return async () => {
      const { secret: successor } = await cell.manage<{ secret: string }>("POST", `/keys/${id}/rotate`, {
        overlapSeconds: OVERLAP_SECONDS,
      });
      const sinceMs = performance.now() + OVERLAP_SECONDS * 1_000;
      const alive = await cell.call({ key: secret });
      await cell.pause(sinceMs - performance.now());
      const death = await watchKeyDie(cell, {
        secret,
        alive,
        refusal: { status: 401, code: "invalid_api_key" },
        sinceMs,
      });
      const next = await cell.call({ key: successor });
      return {
        passed: death.passed && isAnswered(cell, next),
        expected: `old secret: ${death.expected} of the overlap's end; new secret: answered`,
        seen: `old secret: ${death.seen}; new secret: ${sayMet(cell, next)}`,
        requestIds: [...death.requestIds, ...idsOf([next])],
      };
    };
  },
};
