import { and, eq, isNull } from "drizzle-orm";
import { apiToken } from "@/db/schema";
import type { Runner } from "../runner";

interface OperatorToken {
  id: string;
  personId: string;
  name: string;
  digest: Uint8Array;
  last4: string;
  scopes: string[];
}

/** The one API token of that name: the one that was there gets a new value, so that no start leaves another behind. */
export async function putOperatorToken(run: Runner, organizationId: string, token: OperatorToken): Promise<void> {
  const { personId, name, digest, last4, scopes } = token;
  const rows = await run
    .update(apiToken)
    .set({ digest, last4, scopes, personId })
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.name, name), isNull(apiToken.revokedAt)))
    .returning({ id: apiToken.id });
  if (rows.length === 0) await run.insert(apiToken).values({ ...token, organizationId, expiresAt: null });
}
