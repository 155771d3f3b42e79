import { eq } from "drizzle-orm";
import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { lockBootstrap } from "@/db/queries/bootstrap/lock-bootstrap";
import { recordSecretUse } from "@/db/queries/keys/record-secret-use";
import type { Runner } from "@/db/queries/runner";
import { auditEvent, person } from "@/db/schema";
import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext } from "@/lib/admin/context";
import { withinTransaction } from "@/lib/admin/within-transaction";
import { AdminError } from "@/lib/errors/admin-error";
import { createLedger } from "@/lib/ledger/ledger";
import { askInDemo } from "./ask-in-demo";
import { bookCalls } from "./book-calls";
import { buildDemo } from "./build-demo";
import { DEMO_PROJECTS } from "./demo-projects";
import { demoSaid } from "./demo-said";
import { type DemoWorld, loadWorld } from "./demo-world";
import { type MeasuredCall, measureCall } from "./measure-call";
import { pauseLooped } from "./pause-looped";
import { DEMO_DAYS, planCalls } from "./plan-calls";
import { raiseDemoAlerts } from "./raise-demo-alerts";
import { createChance } from "./random";
import { runDemoOffice } from "./run-demo-office";
import { RunningQuotas } from "./running-quotas";
import { setDemoQuotas } from "./set-demo-quotas";
import { compareFromNow, settleBuckets } from "./settle-buckets";
import { writeShadowHours } from "./write-shadow-hours";

const SEED = 20_261_120;
/** In the audit log: the organization is built, and the past is written. Between the two a start goes on where the last one stopped. */
const BUILT = "demo.build";
const WRITTEN = "demo.write_usage";

/**
 * Fills a fresh organization with a believable one and its last two months, written by the ledger that writes real calls. Does nothing
 * the second time. Throws AdminError `conflict` for an organization somebody already works with.
 */
export async function seedDemo(context: AdminContext): Promise<void> {
  const { database } = context;
  const { organizationId } = context.actor;
  const base = await database.orm.transaction((run) => buildOnce(context, run));
  if (await isDone(database.orm, WRITTEN)) return;
  const world = await loadWorld(database);
  const calls = measureAll(world, base);
  await setDemoQuotas(context, world, { calls, base });
  const running = new RunningQuotas(world.snapshot.timeZone, base);
  await writePast(context, calls, { base, running });
  await settleBuckets(database, organizationId);
  await compareFromNow(database);
  await writeShadowHours(database, running.shadowHours);
  await pauseLooped(database, world, base);
  await raiseDemoAlerts(context, world);
  await database.orm.transaction(async (run) => {
    const inside = withinTransaction(context, run);
    await askInDemo(inside, run, world);
    await runDemoOffice(inside, run, { world, base });
    await mark(context, run, WRITTEN);
  });
}

/** Builds the organization unless that was done; gives the moment at which it was, which the past ends at. */
async function buildOnce(context: AdminContext, run: Runner): Promise<Date> {
  await lockBootstrap(run);
  if (!(await isDone(run, BUILT))) {
    await refuseUsedOrganization(run);
    await buildDemo(withinTransaction(context, run), run);
    await mark(context, run, BUILT);
  }
  const [row] = await run.select({ at: auditEvent.at }).from(auditEvent).where(eq(auditEvent.action, BUILT)).limit(1);
  if (row === undefined) throw new Error("the demo was built and there is no trace of it");
  return row.at;
}

async function refuseUsedOrganization(run: Runner): Promise<void> {
  const people = await run.select({ id: person.id }).from(person).limit(2);
  if (people.length < 2) return;
  throw new AdminError(
    "conflict",
    "This database is in use, so the demo was not added to it. Start with another GATEHOUSE_DATA_DIR or an empty database.",
  );
}

async function isDone(run: Runner, action: string): Promise<boolean> {
  const [row] = await run
    .select({ seq: auditEvent.seq })
    .from(auditEvent)
    .where(eq(auditEvent.action, action))
    .limit(1);
  return row !== undefined;
}

async function mark(context: AdminContext, run: Runner, action: string): Promise<void> {
  const { organizationId } = context.actor;
  await appendAuditEvent(run, organizationId, {
    ...auditActor(context.actor),
    action,
    targetKind: "organization",
    targetId: organizationId,
    before: null,
    after: null,
    requestId: context.requestId,
    clientAddress: null,
  });
}

function measureAll(world: DemoWorld, base: Date): MeasuredCall[] {
  const chance = createChance(SEED);
  return planCalls(DEMO_PROJECTS, base, chance).map((call) => measureCall(call, world, chance));
}

/** Idempotent: ids and times depend on the seed and `base` alone, and the ledger writes a record once. */
async function writePast(
  context: AdminContext,
  calls: readonly MeasuredCall[],
  { base, running }: { base: Date; running: RunningQuotas },
): Promise<void> {
  const { database } = context;
  await database.sql`
    select ensure_request_partitions((${base}::timestamptz at time zone 'UTC')::date - ${DEMO_DAYS + 1}::int, ${DEMO_DAYS + 2}::int)`;
  const world = await loadWorld(database);
  const troubles: unknown[] = [];
  const ledger = createLedger({
    sql: database.within(60_000).sql,
    spoolRoot: null,
    onError: (error) => troubles.push(error),
  });
  const uses = new Map<string, number>();
  let appended = 0;
  for (const exchange of bookCalls(calls, world, running)) {
    const keepsText =
      exchange.projectId !== null && world.snapshot.projects.get(exchange.projectId)?.keepsText === true;
    ledger.append(exchange, null, keepsText ? demoSaid(exchange, base) : null);
    if (exchange.secretId !== null && exchange.admittedAt !== null) uses.set(exchange.secretId, exchange.admittedAt);
    appended++;
    if (appended % FLUSH_EVERY === 0) await ledger.flush();
  }
  // Without a bound: closing alone gives up after some seconds, which a busy machine needs longer than.
  await ledger.flush();
  await ledger.close();
  await recordSecretUse(database.sql, uses);
  if (ledger.lost > 0) throw new Error(`${ledger.lost} calls of the demo were not written`, { cause: troubles[0] });
}

/** The ledger keeps what is not written in memory, and there is no hurry. */
const FLUSH_EVERY = 4_000;
