import { eq, sql } from "drizzle-orm";
import { fourEyes } from "@/db/schema";
import type { Runner } from "../runner";

/** Which changes take two people, and above which money limit a raise is one of them. */
export type FourEyesRules = Pick<typeof fourEyes.$inferSelect, "changes" | "budgetAboveMicros">;

const NONE: FourEyesRules = { changes: [], budgetAboveMicros: 1_000_000_000n };

/** The organization's rules; before anybody set any, no change takes two people. */
export async function readFourEyes(run: Runner, organizationId: string): Promise<FourEyesRules> {
  const [row] = await run
    .select({ changes: fourEyes.changes, budgetAboveMicros: fourEyes.budgetAboveMicros })
    .from(fourEyes)
    .where(eq(fourEyes.organizationId, organizationId))
    .limit(1);
  return row ?? NONE;
}

export async function writeFourEyes(run: Runner, organizationId: string, rules: FourEyesRules): Promise<void> {
  await run
    .insert(fourEyes)
    .values({ organizationId, ...rules })
    .onConflictDoUpdate({ target: fourEyes.organizationId, set: { ...rules, updatedAt: sql`now()` } });
}
