import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "@/db/client";
import { issueOperatorToken } from "@/lib/bootstrap/issue-operator-token";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Env } from "@/lib/env";

/**
 * Embedded mode: leaves `<dataDir>/operator.json` (address, and a token that may run proofs), readable by its owner only, so that
 * `npm run prove` works beside `npm start`. Whoever can read it could read the database, too.
 */
export async function leaveOperatorAccess(env: Env, databaseUrl: string, origin: string): Promise<void> {
  if (env.databaseUrl !== null) return;
  const database = openDatabase(databaseUrl, { poolSize: 1 });
  try {
    const keyring = await openKeyring(database, { current: env.secret, previous: env.previousSecret });
    const token = await issueOperatorToken({ database, keyring });
    if (token === null) return;
    const access = `${JSON.stringify({ origin, token: token.reveal() })}\n`;
    writeFileSync(join(env.dataDir, "operator.json"), access, { mode: 0o600 });
  } finally {
    await database.close();
  }
}
