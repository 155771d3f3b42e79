import type { AdminCall } from "./admin-client";
import type { Change } from "./diff";
import { changesIn, driftSince, type Plan } from "./plan";
import { changeLines } from "./print-changes";
import { readLive } from "./read-live";
import type { ApplyContext } from "./section";

export interface ApplyOptions {
  call: AdminCall;
  environment: Record<string, string | undefined>;
  onDone(change: Change): void;
}

/**
 * Does what a plan says, if the server is still as the plan saw it. Throws a sentence that names the drift, before anything was changed, and
 * one that says how far it came when a change is refused: a new plan has what is left.
 */
export async function applyPlan(plan: Plan, { call, environment, onDone }: ApplyOptions): Promise<number> {
  const live = await readLive(call);
  if (live.hash !== plan.hash) throw new Error(driftWords(plan, driftSince(plan, live)));
  const changes = changesIn(plan);
  const context: ApplyContext = { call, ids: live.ids, environment, mayDelete: plan.mayDelete };
  for (const [done, change] of changes.entries()) {
    await applyChange(change, context).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${change.section.name}: ${change.key}: ${why}\n${done} of ${changes.length} changes were made. Plan again for the rest.`,
      );
    });
    onDone(change);
  }
  return changes.length;
}

async function applyChange(change: Change, context: ApplyContext): Promise<void> {
  const { section, item } = change;
  switch (change.kind) {
    case "create":
      if (section.create === undefined) throw new Error("This cannot be made.");
      return section.create(item, context);
    case "update":
      return section.update(item, change.live, context);
    case "remove":
      return section.remove?.(item, context);
  }
}

function driftWords(plan: Plan, drift: readonly Change[]): string {
  return [
    `Not applied: the server is no longer as the plan of ${plan.madeAt} saw it. Since then:`,
    ...changeLines(drift),
    "Look at what changed and plan again.",
  ].join("\n");
}
