import type { Database } from "@/db/client";
import { createKeyResolver } from "@/lib/auth/key-resolver";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { GatewayDeps } from "@/lib/gateway/deps";
import { createCredentialOpener } from "@/lib/policy/credential-opener";
import { createPolicySource, type PolicySource } from "@/lib/policy/policy-source";
import type { Logger } from "@/lib/telemetry/logger";

interface Parts {
  database: Database;
  keyring: Keyring;
  logger: Logger;
}

/** What decides who may do what, kept fresh together: keys, policy and opened credentials. */
export interface Policing {
  policy: PolicySource;
  deps: Pick<GatewayDeps, "resolveKey" | "policy" | "openCredential">;
  close(): Promise<void>;
}

/** Loads the policy once and follows it. Throws what the store threw. */
export async function openPolicing({ database, keyring, logger }: Parts): Promise<Policing> {
  const keys = createKeyResolver({ sql: database.sql, keyring });
  const credentials = createCredentialOpener((credential, organizationId) =>
    keyring.unseal(credential.sealed, credentialBinding(organizationId, credential)),
  );
  const policy = createPolicySource({
    database,
    logger,
    onChange() {
      keys.invalidate();
      credentials.clear();
    },
  });
  await policy.refresh();
  return {
    policy,
    deps: {
      resolveKey: (fullKey) => keys.resolve(fullKey),
      policy: () => policy.current,
      openCredential: (id, snapshot) => credentials.open(id, snapshot),
    },
    async close() {
      await policy.close();
      await keys.close();
    },
  };
}
