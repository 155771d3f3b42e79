import { expect, it } from "vitest";
import type { Ledger, TraceNote } from "@/lib/ledger/contract";
import type { Admission, Quota, QuotaRefusal, QuotaStanding } from "@/lib/quotas/contract";
import { quotaOf } from "@/lib/quotas/testing/quota-of";
import { Exchange } from "../exchange";
import { noteHeld, noteRefused } from "./admission-notes";

const LEDGER: Ledger = {
  open: () => ({ update: () => undefined }),
  append: () => undefined,
  flush: () => Promise.resolve(),
  close: () => Promise.resolve(),
  pending: 0,
  lost: 0,
  isFull: false,
};
const OUTPUT = { tokens: 512, basis: "asked", imposed: null } as const;
const SIZE = { inputTokens: 812, outputTokens: 512, costMicros: 4_200n, input: "counted", output: OUTPUT } as const;

function openExchange(): Exchange {
  const start = { requestId: "req_1", organizationId: "org_1", route: "/chat/completions", dialect: "openai-chat" };
  return new Exchange({ ...start, clientAddress: null, userAgent: null }, LEDGER, () => undefined);
}

function standing(terms: Partial<Quota>, used: bigint, held = 0n): QuotaStanding {
  const quota = quotaOf(terms);
  return { quota, limit: quota.limit, used, held, resetsAt: null };
}

function refusal(terms: Partial<Quota>): QuotaRefusal {
  return { ...standing(terms, 100n), reason: "no_room", need: 7n, maxPerCall: 100n };
}

/** Detail and quotas of the only line. */
function lineOf({ trace: [line] }: Exchange): { decision: string; detail: TraceNote[4]; quotas: TraceNote[5] } {
  if (line === undefined) throw new Error("nothing was noted");
  return { decision: line[1], detail: line[4], quotas: line[5] };
}

it("names every quota of a call that was let in, and those that are over although they are soft", () => {
  const exchange = openExchange();
  const standings = [
    standing({ id: "quo_a" }, 40n, 7n),
    standing({ id: "quo_b", hard: false }, 99n, 7n),
    standing({ id: "quo_c", scopeKind: "end_user", scopeId: "*", subject: "ann" }, 1n, 7n),
  ];
  const hold = { requestId: "req_1", settle: () => undefined };
  noteHeld(exchange, 0, SIZE, { kind: "admitted", hold, standings });
  expect(lineOf(exchange)).toEqual({
    decision: "held",
    detail: { input: "812 counted", output: "512 asked", micros: 4_200 },
    quotas: [
      ["quo_a", 40, 7, 100],
      ["quo_b", 99, 7, 100, "soft_over"],
      ["quo_c", 1, 7, 100, "", "ann"],
    ],
  });
});

it("names the quota that refused among all that were asked", () => {
  const exchange = openExchange();
  const by = refusal({ id: "quo_b" });
  noteRefused(exchange, 0, SIZE, {
    kind: "refused",
    by,
    retryAfterMs: null,
    standings: [standing({ id: "quo_a" }, 1n), by],
  });
  expect(lineOf(exchange).quotas).toEqual([
    ["quo_a", 1, 0, 100],
    ["quo_b", 100, 0, 100, "refused"],
  ]);
});

it("adds what quotas in shadow mode say when they say it, and nothing for those that could not be asked", async () => {
  const exchange = openExchange();
  const hold = { requestId: "req_1#quo_s", settle: () => undefined };
  const letIn: Admission = { kind: "admitted", hold, standings: [standing({ id: "quo_t", shadow: true }, 1n)] };
  const refused: Admission = {
    kind: "refused",
    by: refusal({ id: "quo_s", shadow: true }),
    retryAfterMs: null,
    standings: [],
  };
  const watched = [Promise.resolve(refused), Promise.resolve(letIn), Promise.resolve(null)];
  noteHeld(exchange, 0, SIZE, { kind: "admitted", hold: { ...hold, watched }, standings: [] });
  await Promise.all(watched);
  expect(lineOf(exchange).quotas).toEqual([
    ["quo_s", 100, 0, 100, "shadow_refused"],
    ["quo_t", 1, 0, 100],
  ]);
});

it("is one short line where no quota applies", () => {
  const exchange = openExchange();
  noteHeld(exchange, 0, SIZE, {
    kind: "admitted",
    hold: { requestId: "req_1", settle: () => undefined },
    standings: [],
  });
  expect(lineOf(exchange)).toEqual({ decision: "no quota applies", detail: undefined, quotas: undefined });
});
