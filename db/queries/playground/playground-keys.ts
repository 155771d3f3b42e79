import { and, eq, ne, sql } from "drizzle-orm";
import { virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

/** A person's playground key in a project. */
export interface PlaygroundKey {
  id: string;
  publicId: string;
}

/** Lets one call at a time make or renew the key of a person in a project, until the transaction ends. */
export async function lockPlaygroundKey(run: Runner, projectId: string, personId: string): Promise<void> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`playground ${projectId} ${personId}`}, 0))`);
}

/** The key that is not revoked; null when there is none yet. */
export async function findPlaygroundKey(
  run: Runner,
  projectId: string,
  personId: string,
): Promise<PlaygroundKey | null> {
  const [row] = await run
    .select({ id: virtualKey.id, publicId: virtualKey.publicId })
    .from(virtualKey)
    .where(
      and(eq(virtualKey.projectId, projectId), eq(virtualKey.playgroundOf, personId), ne(virtualKey.status, "revoked")),
    )
    .limit(1);
  return row ?? null;
}

/** Lets the key live on, with what it may call now. */
export async function renewPlaygroundKey(
  run: Runner,
  keyId: string,
  life: { allowedModels: string[]; expiresAt: Date },
): Promise<void> {
  await run.update(virtualKey).set(life).where(eq(virtualKey.id, keyId));
}
