import type { Database } from "@/db/client";
import { isStoreFailure } from "@/db/pool/store-failure";
import { createKeyResolver } from "@/lib/auth/key-resolver";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { GatewayDeps } from "@/lib/gateway/deps";
import { createCredentialOpener } from "@/lib/policy/credential-opener";
import { createPolicySource, type PolicySource } from "@/lib/policy/policy-source";
import type { Logger } from "@/lib/telemetry/logger";
import { type LastKnown, LastKnownKeeper, type LastKnownPlace } from "./last-known";

/** A call waits this long for a key that was never seen, and no longer. */
const KEY_DEADLINE_MS = 500;

interface Parts {
  database: Database;
  keyring: Keyring;
  logger: Logger;
  /** Where to keep what is known for a restart while the database is away; null: nowhere, because it is our own child. */
  keep: LastKnownPlace | null;
  /** What was kept there. */
  lastKnown: LastKnown | null;
}

/** What decides who may do what, kept fresh together: keys, policy and opened credentials. */
export interface Policing {
  policy: PolicySource;
  deps: Pick<GatewayDeps, "resolveKey" | "policy" | "openCredential">;
  close(): Promise<void>;
}

/** Loads the policy once and follows it. Throws what the store threw, unless there is a last known policy to go on with. */
export async function openPolicing(parts: Parts): Promise<Policing> {
  const { database, keyring, logger, lastKnown } = parts;
  const keys = createKeyResolver({ sql: database.within(KEY_DEADLINE_MS).sql, keyring });
  keys.restore(lastKnown?.keys ?? []);
  const credentials = createCredentialOpener((credential, organizationId) =>
    keyring.unseal(credential.sealed, credentialBinding(organizationId, credential)),
  );
  const policy = createPolicySource({
    database,
    logger,
    lastKnown: lastKnown?.policy ?? null,
    onChange() {
      keys.invalidate();
      credentials.clear();
      keeper?.changed();
    },
  });
  const keeper = parts.keep === null ? null : keepLastKnown(parts.keep);
  await policy.refresh().catch((error: unknown) => {
    if (lastKnown === null || !isStoreFailure(error)) throw error;
    logger.warn({ version: policy.current?.version }, "started without the database, on the last known policy");
  });
  return {
    policy,
    deps: {
      resolveKey: (fullKey) => keys.resolve(fullKey),
      policy: () => policy.current,
      openCredential: (id, snapshot) => credentials.open(id, snapshot),
    },
    async close() {
      await policy.close();
      await keeper?.close();
      await keys.close();
    },
  };

  function keepLastKnown(place: LastKnownPlace): LastKnownKeeper {
    return new LastKnownKeeper({
      ...place,
      database,
      logger,
      restored: lastKnown,
      policy: () => policy.known(),
      keys: (max) => keys.remembered(max),
    });
  }
}
