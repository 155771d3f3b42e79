import { and, eq, sql } from "drizzle-orm";
import { insertAlertChange, listCurrent, updateAlert } from "@/db/queries/alerts/write-alert";
import { listNoticeDestinations } from "@/db/queries/notices/destinations";
import { listStandings } from "@/db/queries/quotas/list-standings";
import { listQuotas } from "@/db/queries/quotas-admin/list-quotas";
import { type AlertRule, alert, alertChange, notice, noticeDelivery } from "@/db/schema";
import type { AdminContext } from "@/lib/admin/context";
import { addNoticeDestination } from "@/lib/admin/notices/add-notice-destination";
import { limitNow } from "@/lib/admin/quotas/limit-now";
import { withStandings } from "@/lib/admin/quotas/with-standings";
import { findingsOf as thresholdFindings } from "@/lib/alerts/rules/budget-threshold";
import { findingsOf as providerFindings } from "@/lib/alerts/rules/provider-down";
import { runawayKey } from "@/lib/alerts/rules/runaway-key";
import { settleFindings } from "@/lib/alerts/settle-findings";
import type { Quota } from "@/lib/quotas/contract";
import type { DemoWorld } from "./demo-world";

const WATCHED: ReadonlySet<string> = new Set(["day", "week", "month", "quarter", "days", "lifetime"]);
const EVERYTHING = { teamIds: "all", personId: null, scopeKinds: null, scopeId: null, includeArchived: false } as const;

/**
 * A destination, and alerts in every state: what the rules themselves find in the demo, one of them acknowledged, and a provider that was
 * down for a while and is not any more.
 */
export async function raiseDemoAlerts(context: AdminContext, world: DemoWorld): Promise<void> {
  const { database } = context;
  const { organizationId } = context.actor;
  // A start that was killed here goes on here.
  if ((await listNoticeDestinations(database.orm, organizationId)).length === 0) await addOnCall(context);
  const raise = (rule: AlertRule, findings: Parameters<typeof settleFindings>[2]) =>
    settleFindings(database, { organizationId, rule, measuredAt: new Date() }, findings);
  await raise("provider_down", await wasDown(context));
  await raise("provider_down", []);
  await raise("budget_threshold", await passedMarks(context));
  const looking = { ...context, organizationId, current: new Set<string>() };
  await raise("runaway_key", await runawayKey.find(looking, {}));
  await acknowledgeOne(context, world.people.get("Ines Okafor") ?? null);
  await backdate(context);
  await failSome(context);
}

async function addOnCall(context: AdminContext): Promise<void> {
  await addNoticeDestination.run(context, () => ({
    kind: "webhook",
    name: "On-call",
    url: "https://oncall.example/gatehouse",
    topics: ["runaway_key", "provider_down", "ledger_drift"],
    leastSeverity: "critical",
    teamIds: [],
  }));
  await addNoticeDestination.run(context, () => ({
    kind: "webhook",
    name: "Chat of the platform team",
    url: "https://chat.alderbrook.example/hooks/ai-platform",
    topics: ["budget_threshold", "runaway_key", "provider_down"],
    leastSeverity: "info",
    teamIds: [],
  }));
}

async function wasDown({ database, actor }: AdminContext) {
  const [provider] = await database.sql<{ id: string; name: string }[]>`
    select id, name from provider where organization_id = ${actor.organizationId} order by created_at, id limit 1`;
  if (provider === undefined) return [];
  const attempts = {
    providerId: provider.id,
    name: provider.name,
    ok: 0,
    failed: 23,
    okAt: null,
    failedAt: new Date(),
  };
  return providerFindings(attempts, { minutes: 5, leastAttempts: 5, failedPercent: 90 }, false);
}

/** The seed's context asks no quota engine, so the buckets are read as they stand. */
async function passedMarks({ database, actor }: AdminContext) {
  const quotas = (await listQuotas(database.orm, actor.organizationId, EVERYTHING)).filter(
    (quota) => !quota.shadow && WATCHED.has(quota.window),
  );
  const limitOf = new Map(quotas.map((quota) => [quota.id, limitNow(quota)]));
  const standings = async (asked: readonly Quota[]) =>
    (await listStandings(database.sql, asked)).map((bucket, index) => {
      const quota = asked[index];
      if (quota === undefined) throw new Error("a standing of nothing that was asked");
      const { settled: used, held, endsAt } = bucket;
      return { quota, limit: limitOf.get(quota.id) ?? quota.limit, used, held, resetsAt: endsAt?.getTime() ?? null };
    });
  const known = await withStandings({ quotas: { standings } }, quotas);
  return known.flatMap(({ quota, standing }) => (standing === null ? [] : thresholdFindings({ quota, standing })));
}

async function acknowledgeOne({ database, actor }: AdminContext, personId: string | null): Promise<void> {
  const [row] = await listCurrent(database.orm, actor.organizationId, "budget_threshold");
  if (row === undefined) return;
  const change = { state: "acknowledged", acknowledgedAt: sql`now()`, acknowledgedBy: personId } as const;
  const after = await updateAlert(database.orm, row.id, { ...change, changes: row.changes + 1 });
  const note = "Agreed with the team: they move the nightly run to the smaller model.";
  await insertAlertChange(database.orm, after, { kind: "acknowledged", personId, note });
}

/** The provider was down two days ago; everything else was found within the last hours, and what was told has arrived. */
async function backdate({ database, actor }: AdminContext): Promise<void> {
  const { orm } = database;
  const own = eq(alert.organizationId, actor.organizationId);
  const down = and(own, eq(alert.rule, "provider_down"));
  await orm
    .update(alert)
    .set({ openedAt: sql`opened_at - interval '50 hours'`, seenAt: sql`seen_at - interval '49 hours'` })
    .where(down);
  await orm.update(alert).set({ resolvedAt: sql`resolved_at - interval '49 hours'` }).where(down);
  await orm
    .update(alert)
    .set({ openedAt: sql`opened_at - interval '3 hours'` })
    .where(and(own, sql`not (${alert.rule} = 'provider_down')`));
  await orm.update(alertChange).set({
    at: sql`at - case when kind = 'acknowledged' then interval '2 hours' when alert_id in (select id from alert where rule = 'provider_down')
      then case kind when 'opened' then interval '50 hours' else interval '49 hours' end else interval '3 hours' end`,
  });
  await orm
    .update(notice)
    .set({
      createdAt: sql`created_at - case topic when 'provider_down' then case kind when 'alert.opened' then interval '50 hours' else interval '49 hours' end else interval '3 hours' end`,
    })
    .where(eq(notice.organizationId, actor.organizationId));
  await orm.update(noticeDelivery).set({
    state: "delivered",
    attempts: 1,
    nextAt: null,
    answerStatus: 200,
    triedAt: sql`(select created_at + interval '1 second' from notice n where n.id = notice_id)`,
    endedAt: sql`(select created_at + interval '1 second' from notice n where n.id = notice_id)`,
  });
}

/** The chat was down for a moment: of what went there, the oldest was given up, and the next arrived at the third try. */
async function failSome({ database, actor }: AdminContext): Promise<void> {
  await database.sql`
    with late as (
      select d.id, row_number() over (order by n.created_at, n.id) as place
      from notice_delivery d join notice n on n.id = d.notice_id join notice_destination t on t.id = d.destination_id
      where t.organization_id = ${actor.organizationId} and t.name like 'Chat%'
    )
    update notice_delivery d set
      state = case place when 1 then 'dead' else state end,
      attempts = case place when 1 then 8 else 3 end,
      answer_status = case place when 1 then 503 else answer_status end,
      trouble = case place when 1 then 'It answered 503.' else trouble end
    from late where late.id = d.id and late.place <= 2`;
}
