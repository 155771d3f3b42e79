import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import type { ClosedExchange } from "./contract";
import { createLedger } from "./ledger";
import { closedExchange } from "./testing/closed-exchange";

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await fresh.close();
});

/** Anything a caller can send, and what separates lines and fields, over and over. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom("\x1f", "\n", "\0", "\ud800", "\udfff", "\\", '"', "{", "}", ",", "a", "😀"),
    maxLength: 20,
  }),
);
function orNull<Value>(of: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(of, { nil: null });
}

const micros = orNull(fc.bigInt({ min: 0n, max: 10n ** 9n }));
const count = fc.nat(100_000);
const HOUR_MS = 3_600_000;

const exchange = fc.record({
  startedAt: fc.nat(5 * HOUR_MS).map((ago) => new Date(Date.now() - ago)),
  keyId: orNull(fc.constantFrom("key_a", "key_b")),
  teamId: orNull(fc.constantFrom("team_a", "team_b")),
  modelId: orNull(fc.constant("mdl_a")),
  providerId: orNull(fc.constantFrom("prv_a", "prv_b")),
  modelAsked: orNull(text),
  modelName: orNull(text),
  costPicos: orNull(fc.bigInt({ min: 0n, max: 10n ** 20n })),
  serviceTier: orNull(fc.constantFrom("flex" as const, "priority" as const)),
  endUser: orNull(text),
  personId: orNull(fc.constantFrom("per_a", "per_b")),
  clientAddress: orNull(text),
  userAgent: orNull(text),
  sessionId: orNull(text),
  upstreamModel: orNull(text),
  errorCode: orNull(text),
  finishReason: orNull(text),
  tags: fc.array(
    fc.oneof(
      text,
      fc.constantFrom("env=live", "env=test", "env=", "=x"),
      fc.string({ minLength: 250, maxLength: 300 }),
    ),
    {
      maxLength: 4,
    },
  ),
  trace: fc.array(fc.tuple(text, text, count, count), { maxLength: 3 }),
  outcome: fc.constantFrom(
    "ok" as const,
    "refused" as const,
    "failed" as const,
    "aborted" as const,
    "interrupted" as const,
  ),
  usageSource: fc.constantFrom("reported" as const, "estimated" as const, "none" as const),
  costMicros: micros,
  simulated: fc.boolean(),
  streamed: fc.boolean(),
  ttftMs: orNull(fc.nat(400_000)),
  durationMs: fc.nat(400_000),
  admittedAt: orNull(fc.constant(Date.now())),
  usage: fc.record({
    uncachedInput: count,
    cacheRead: count,
    cacheWrite: count,
    cacheWriteLong: count,
    output: count,
    reasoning: count,
    audioInput: count,
    audioOutput: count,
    image: count,
  }),
});

let runs = 0;

/** Writes them all as one batch; `foreign` lets Postgres add up, as it does for what a dead process left. */
async function write(
  given: readonly Partial<ClosedExchange>[],
  organizationId: string,
  foreign = false,
): Promise<ClosedExchange[]> {
  const errors: unknown[] = [];
  const ledger = createLedger({ sql: db.sql, spoolRoot: null, onError: (error) => errors.push(error) });
  const exchanges = given.map((one) => closedExchange({ ...one, organizationId }));
  for (const one of exchanges) ledger.append(one);
  // A record twice in one batch makes its sums worthless, so Postgres adds up by itself.
  const [first] = exchanges;
  if (foreign && first !== undefined) ledger.append(first);
  await ledger.close();
  expect(ledger.lost).toBe(0);
  return exchanges;
}

it("whatever a caller sends comes back without what no text of Postgres holds, and splits no line", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(exchange, { minLength: 1, maxLength: 20 }), async (given) => {
      runs += 1;
      const organizationId = `org_line_${runs}`;
      const sent = await write(given, organizationId);
      const rows = await db.sql`select * from request_record where organization_id = ${organizationId}`;
      expect(rows).toHaveLength(sent.length);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const one of sent) {
        const row = byId.get(one.requestId);
        expect(row).toMatchObject({
          model_asked: stored(one.modelAsked),
          model_name: stored(one.modelName),
          cost_picos: one.costPicos === null ? null : String(one.costPicos),
          service_tier: one.serviceTier,
          cache_write_long: BigInt(one.usage.cacheWriteLong),
          end_user: stored(one.endUser),
          client_address: stored(one.clientAddress),
          user_agent: stored(one.userAgent),
          upstream_model: stored(one.upstreamModel),
          error_code: stored(one.errorCode),
          finish_reason: stored(one.finishReason),
          cost_micros: one.costMicros,
          outcome: one.outcome,
          started_at: one.startedAt,
          tags: one.tags.length === 0 ? null : one.tags.map((tag) => stored(tag) ?? ""),
          trace: one.trace.map(([step, decision, ...times]) => [jsonText(step), jsonText(decision), ...times]),
        });
      }
    }),
    { numRuns: 40 },
  );
});

it("the sums of a batch are what Postgres adds up of its records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(exchange, { minLength: 1, maxLength: 30 }), async (given) => {
      runs += 1;
      const [own, foreign] = [`org_own_${runs}`, `org_foreign_${runs}`];
      await write(given, own);
      await write(given, foreign, true);
      expect(await rollUps(own)).toEqual(await rollUps(foreign));
    }),
    { numRuns: 40 },
  );
});

async function rollUps(organizationId: string): Promise<unknown[]> {
  const rows = await db.sql`
    select to_jsonb(usage_hourly) - 'organization_id' as row from usage_hourly where organization_id = ${organizationId}
    order by hour, team_id, project_id, key_id, model_name, provider_id, person_id`;
  const labels = await db.sql`
    select to_jsonb(usage_label_hourly) - 'organization_id' as row from usage_label_hourly
    where organization_id = ${organizationId} order by usage_label_hourly`;
  return [...rows, ...labels];
}

function stored(value: string | null): string | null {
  const kept = value?.replace(/\p{Cc}/gu, "").toWellFormed() ?? "";
  return kept === "" ? null : kept;
}

function jsonText(value: string): string {
  return value.replaceAll("\0", "").toWellFormed();
}
