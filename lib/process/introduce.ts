import { openDatabase } from "@/db/client";
import { bootstrap } from "@/lib/bootstrap/bootstrap";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Env } from "@/lib/env";
import { AdminError } from "@/lib/errors/admin-error";
import { StartFailure } from "./start-failure";

/** The demo is written in a few long transactions. */
const DEADLINE_MS = 15 * 60_000;

export type Introduction = Awaited<ReturnType<typeof bootstrap>>;

/**
 * Fills an empty database so that it can be signed in to and called; on a used one it only reports what still applies. Throws
 * StartFailure when the demo is asked for on a database in use.
 */
export async function introduce(env: Env, databaseUrl: string, options: { demo: boolean }): Promise<Introduction> {
  const database = openDatabase(databaseUrl, { name: "introduction", poolSize: 2, deadlineMs: DEADLINE_MS });
  try {
    const keyring = await openKeyring(database, { current: env.secret, previous: env.previousSecret });
    return await bootstrap(
      { database, keyring },
      {
        demo: options.demo,
        embedded: env.databaseUrl === null,
        bootstrapToken: env.bootstrapToken,
        providerKeys: env.providerKeys,
      },
    );
  } catch (error) {
    // What bootstrap refuses, it refuses with a sentence for the operator.
    throw error instanceof AdminError ? new StartFailure(error.message, error) : error;
  } finally {
    await database.close();
  }
}
