import { LRUCache } from "lru-cache";
import { isStoreFailure } from "@/db/pool/store-failure";
import type { Secret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import type { PolicySnapshot, SealedCredential } from "./snapshot";

/** How long an opened credential may stay in memory. */
const OPEN_MS = 60_000;
const MAX_OPEN = 500;

export type Unseal = (credential: SealedCredential, organizationId: string) => Promise<Secret>;

/** Opens credentials when a call needs them and forgets them soon after. Resolves at once while one is open. */
export function createCredentialOpener(unseal: Unseal) {
  const open = new LRUCache<string, Secret>({ max: MAX_OPEN, ttl: OPEN_MS });
  return {
    /** Throws AppError `credential_unavailable` when there is none or the seal does not fit, `policy_unavailable` when its data key cannot be read. */
    open(credentialId: string, snapshot: PolicySnapshot): Secret | Promise<Secret> {
      return open.get(`${snapshot.version} ${credentialId}`) ?? openNow(credentialId, snapshot);
    },
    clear: () => open.clear(),
  };

  async function openNow(credentialId: string, snapshot: PolicySnapshot): Promise<Secret> {
    const credential = snapshot.credentials.get(credentialId);
    if (credential === undefined) {
      throw new AppError(
        "credential_unavailable",
        "This deployment's credential is missing. Tell your administrator.",
        { internal: credentialId },
      );
    }
    const secret = await unseal(credential, snapshot.organizationId).catch((cause: unknown) => {
      if (!isStoreFailure(cause)) throw cause;
      throw new AppError(
        "policy_unavailable",
        "Gatehouse cannot open this deployment's credential at the moment. Try again shortly.",
        {
          internal: `the data key of ${credentialId} was not in memory`,
          retryAfterMs: 1_000,
          cause,
        },
      );
    });
    open.set(`${snapshot.version} ${credentialId}`, secret);
    return secret;
  }
}
