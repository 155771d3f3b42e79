import { sql } from "drizzle-orm";
import type { Runner } from "@/db/queries/runner";
import { createAccessReview } from "@/lib/admin/access-reviews/create-access-review";
import { decideAccess } from "@/lib/admin/access-reviews/decide-access";
import { listReviewItems } from "@/lib/admin/access-reviews/list-review-items";
import { createApiToken } from "@/lib/admin/api-tokens/create-api-token";
import type { AdminContext } from "@/lib/admin/context";
import { saveView } from "@/lib/admin/request-views/save-view";
import { closeStatement } from "@/lib/admin/statements/close-statement";
import { listStatements } from "@/lib/admin/statements/list-statements";
import { demoActor } from "./demo-actor";
import { performAs } from "./demo-cast";
import { DEMO_DECISIONS, DEMO_REVIEW, DEMO_TOKENS, DEMO_VIEWS } from "./demo-office";
import type { DemoWorld } from "./demo-world";

const DAY_MS = 86_400_000;
/** Finance waits this long for late calls. */
const CLOSED_AFTER_DAYS = 3;

interface Office {
  world: DemoWorld;
  base: Date;
}

/** What people of an organization do beside calling: months are closed, access is reviewed, views are kept, scripts get tokens. */
export async function runDemoOffice(context: AdminContext, run: Runner, office: Office): Promise<void> {
  const [begun] = await run.execute(sql`select 1 from access_review limit 1`);
  if (begun !== undefined) return;
  await closeMonths(context, office);
  await reviewAccess(context, run, office);
  for (const view of DEMO_VIEWS) {
    await performAs(context, demoActor(context, office.world, view.by), { verb: saveView, input: view });
  }
  for (const { by, days, ...token } of DEMO_TOKENS) {
    const input = { ...token, expiresAt: new Date(office.base.getTime() + days * DAY_MS) };
    await performAs(context, demoActor(context, office.world, by), { verb: createApiToken, input });
  }
}

/** Every month that has been over for some days, oldest first. */
async function closeMonths(context: AdminContext, { world, base }: Office): Promise<void> {
  const admin = demoActor(context, world, "Ines Okafor");
  const { months } = await performAs(context, admin, { verb: listStatements, input: undefined });
  for (const { month } of months.toReversed()) {
    const [year = 0, number = 1] = month.split("-").map(Number);
    if (Date.UTC(year, number, 1) + CLOSED_AFTER_DAYS * DAY_MS > base.getTime()) continue;
    await performAs(context, admin, { verb: closeStatement, input: { month } });
  }
}

/** A campaign that began last week and is half done. */
async function reviewAccess(context: AdminContext, run: Runner, { world, base }: Office): Promise<void> {
  const { name, subjects, reviewers, by, beganDaysAgo, dueInDays } = DEMO_REVIEW;
  const actor = demoActor(context, world, by);
  const review = await performAs(context, actor, {
    verb: createAccessReview,
    input: {
      name,
      subjects,
      teamId: null,
      reviewerIds: reviewers.map((reviewer) => demoActor(context, world, reviewer).personId),
      dueAt: new Date(base.getTime() + dueInDays * DAY_MS),
    },
  });
  const all = { reviewId: review.id, subject: null, isDecided: null, search: null, cursor: null, limit: 200 };
  const { items } = await performAs(context, actor, { verb: listReviewItems, input: all });
  for (const { of, by: reviewer, decision, note } of DEMO_DECISIONS) {
    const item = items.find((one) => one.name === of);
    if (item === undefined) throw new Error(`nothing called ${of} is under review`);
    const input = { reviewId: review.id, itemId: item.id, decision, reduceTo: {}, note };
    await performAs(context, demoActor(context, world, reviewer), { verb: decideAccess, input });
  }
  await run.execute(
    sql`update access_review set created_at = created_at - make_interval(days => ${beganDaysAgo}) where id = ${review.id}`,
  );
  await run.execute(sql`
    update access_review_item set decided_at = decided_at - make_interval(hours => 3 + abs(hashtext(id)) % ${(beganDaysAgo - 1) * 24})
    where review_id = ${review.id} and decided_at is not null`);
}
