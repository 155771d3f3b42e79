import { eq, sql } from "drizzle-orm";
import { writeTeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import { listQuotas } from "@/db/queries/quotas-admin/list-quotas";
import type { Runner } from "@/db/queries/runner";
import { accessRequest, accessRequestComment, virtualKey } from "@/db/schema";
import { approveAccessRequest } from "@/lib/admin/access-requests/approve-access-request";
import { commentOnAccessRequest } from "@/lib/admin/access-requests/comment-on-access-request";
import { createAccessRequest } from "@/lib/admin/access-requests/create-access-request";
import type { Proposal } from "@/lib/admin/access-requests/proposal";
import { refuseAccessRequest } from "@/lib/admin/access-requests/refuse-access-request";
import { withdrawAccessRequest } from "@/lib/admin/access-requests/withdraw-access-request";
import type { AdminContext } from "@/lib/admin/context";
import { usdFromMicros } from "@/lib/money";
import { demoActor, idNamed } from "./demo-actor";
import { performAs } from "./demo-cast";
import { DEMO_CEILINGS, DEMO_REQUESTS, type DemoAsk, type DemoRequest } from "./demo-requests";
import type { DemoWorld } from "./demo-world";

const STEP = 10_000_000n;

/** Lets people of the demo ask, and some decide, as they would have some hours ago. */
export async function askInDemo(context: AdminContext, run: Runner, world: DemoWorld): Promise<void> {
  for (const { id } of world.snapshot.teams.values()) await writeTeamCeilings(run, id, DEMO_CEILINGS);
  for (const request of DEMO_REQUESTS) await askOnce(context, run, { world, request });
}

async function askOnce(
  context: AdminContext,
  run: Runner,
  { world, request }: { world: DemoWorld; request: DemoRequest },
): Promise<void> {
  const { reason, comments = [], outcome } = request;
  const as = (name: string) => demoActor(context, world, name);
  const proposal = await proposalOf(context, run, { world, ask: request.ask });
  const made = await performAs(context, as(request.by), { verb: createAccessRequest, input: { proposal, reason } });
  const requestId = made.request.id;
  for (const { by, text } of comments) {
    await performAs(context, as(by), { verb: commentOnAccessRequest, input: { requestId, text } });
  }
  if (outcome?.kind === "refuse") {
    await performAs(context, as(outcome.by), { verb: refuseAccessRequest, input: { requestId, note: outcome.note } });
  }
  if (outcome?.kind === "approve") {
    const input = { requestId, hash: made.hash, grant: {}, note: outcome.note };
    await performAs(context, as(outcome.by), { verb: approveAccessRequest, input });
  }
  if (outcome?.kind === "withdraw") {
    await performAs(context, as(request.by), { verb: withdrawAccessRequest, input: { requestId } });
  }
  await moveBack(run, requestId, request.hoursAgo);
}

/** With the key that was made of it, so that what was given for days ends when they are over. */
async function moveBack(run: Runner, requestId: string, hours: number): Promise<void> {
  const ago = (column: string, lessMinutes = 0) =>
    sql`${sql.identifier(column)} - make_interval(hours => ${hours}, mins => ${-lessMinutes})`;
  const [moved] = await run
    .update(accessRequest)
    .set({
      createdAt: ago("created_at"),
      expiresAt: ago("expires_at"),
      decidedAt: ago("decided_at", 90),
      grantEndsAt: ago("grant_ends_at"),
    })
    .where(eq(accessRequest.id, requestId))
    .returning({ keyId: accessRequest.keyId });
  if (moved?.keyId) {
    await run
      .update(virtualKey)
      .set({ createdAt: ago("created_at"), expiresAt: ago("expires_at") })
      .where(eq(virtualKey.id, moved.keyId));
  }
  await run
    .update(accessRequestComment)
    .set({ createdAt: ago("created_at", 30) })
    .where(eq(accessRequestComment.requestId, requestId));
}

async function proposalOf(
  context: AdminContext,
  run: Runner,
  { world, ask }: { world: DemoWorld; ask: DemoAsk },
): Promise<Proposal> {
  const { projects } = world.snapshot;
  switch (ask.kind) {
    case "key": {
      const { project, ...terms } = ask;
      return { ...terms, purpose: "", projectId: idNamed(projects.values(), project) };
    }
    case "models": {
      const { key, ...terms } = ask;
      return { ...terms, keyId: idNamed(world.keys.values(), key) };
    }
    case "quota": {
      const all = {
        teamIds: "all",
        personId: null,
        scopeKinds: [ask.of.kind],
        scopeId: null,
        includeArchived: false,
      } as const;
      const quotas = await listQuotas(run, context.actor.organizationId, all);
      const quota = quotas.find(
        (one) => one.scopeName === ask.of.name && one.unit === "usd_micros" && one.window === "month",
      );
      if (quota === undefined) throw new Error(`the demo has no monthly budget of "${ask.of.name}"`);
      const raised = (quota.limit * BigInt(Math.round(ask.times * 100))) / 100n;
      const limit = usdFromMicros(((raised + STEP - 1n) / STEP) * STEP);
      return { kind: "quota", quotaId: quota.id, limit, days: ask.days };
    }
  }
}
