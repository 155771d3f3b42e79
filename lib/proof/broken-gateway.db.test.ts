import { describe, expect, it } from "vitest";
import type { GatewayDeps } from "@/lib/gateway/deps";
import type { QuotaUnit } from "@/lib/quotas/contract";
import { verifyDocument } from "@/lib/signed/verify-document";
import { CONTROLS } from "./controls/registry";
import type { SignedProof } from "./document/proof-document";
import { PROVEN_ROUTES } from "./proven-routes";
import { prove } from "./testing/prove";
import { openRunningHouse } from "./testing/running-house";

const SHOWN_BY = ["POST /chat/completions", "POST /messages"];

const redOf = (proof: SignedProof) => [
  ...new Set(proof.document.cells.filter(({ passed }) => !passed).map(({ control }) => control)),
];

/** An engine that does not see quotas of these units. */
function blindTo(...units: QuotaUnit[]): (deps: GatewayDeps) => GatewayDeps {
  return ({ quotas, ...deps }) => ({
    ...deps,
    quotas: {
      admit: (request) =>
        quotas.admit({ ...request, quotas: request.quotas.filter(({ unit }) => !units.includes(unit)) }),
      standings: (some) => quotas.standings(some),
      peek: (quota) => quotas.peek(quota),
      flush: () => quotas.flush(),
      close: () => quotas.close(),
    },
  });
}

/** A resolver that has never heard of revocation. */
function forgiving(deps: GatewayDeps): GatewayDeps {
  return {
    ...deps,
    async resolveKey(fullKey) {
      const verdict = await deps.resolveKey(fullKey);
      return verdict.kind === "revoked" ? { kind: "active", caller: verdict.caller } : verdict;
    },
  };
}

describe("the proof of a gateway that was broken on purpose", () => {
  it.each([
    ["ignores revocation", forgiving, ["key_revoked"]],
    ["does not count concurrent calls", blindTo("concurrent"), ["concurrency"]],
    [
      "admits everything",
      blindTo("usd_micros", "tokens", "requests", "concurrent"),
      ["budget_used_up", "budget_crowd", "limit_zero", "rate_requests", "rate_tokens", "concurrency"],
    ],
  ])(
    "that %s is red in exactly those rows",
    async (_how, replace, red) => {
      const house = await openRunningHouse(replace);
      try {
        // What is broken is not in the routes: two dialects show it.
        const routes = PROVEN_ROUTES.filter(({ name }) => SHOWN_BY.includes(name));
        const proof = await prove(house, CONTROLS, { routes });
        expect(redOf(proof)).toEqual(red);
        for (const control of red) {
          const cells = proof.document.cells.filter((cell) => cell.control === control);
          expect(cells.every(({ passed }) => !passed)).toBe(true);
        }
        expect(proof.document.passed).toBe(false);
        expect(verifyDocument(proof).kind).toBe("valid");
      } finally {
        await house.close();
      }
    },
    120_000,
  );
});
