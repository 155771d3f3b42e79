import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { runawayFlag, virtualKey } from "@/db/schema";
import { raiseFlag } from "@/lib/runaway/raise-flag";
import { judgeLoop } from "@/lib/runaway/rules";
import { DEMO_PROJECTS } from "./demo-projects";
import type { DemoWorld } from "./demo-world";
import { loopPausedAt } from "./plan-calls";

/** Lets the runaway guard's own rule judge the keys that looped, as it would have at that time. */
export async function pauseLooped(database: Database, world: DemoWorld, base: Date): Promise<void> {
  for (const { name, loop } of DEMO_PROJECTS.flatMap((project) => project.keys)) {
    const key = world.keys.get(name);
    const finding = loop && judgeLoop({ calls: loop.calls, votes: 1 });
    if (loop === undefined || key === undefined || !finding) continue;
    const raised = await raiseFlag(database, world.snapshot.organizationId, { ...finding, keyId: key.id });
    if (raised !== "paused") continue;
    const at = loopPausedAt(loop, base);
    await database.orm.update(virtualKey).set({ pausedAt: at }).where(eq(virtualKey.id, key.id));
    await database.orm
      .update(runawayFlag)
      .set({ raisedAt: at })
      .where(and(eq(runawayFlag.keyId, key.id), eq(runawayFlag.paused, true)));
  }
}
