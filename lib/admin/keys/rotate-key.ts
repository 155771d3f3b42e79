import { retireSecrets } from "@/db/queries/keys/write-key";
import { defineChange } from "../define-verb";
import { issueSecret } from "./issue-secret";
import { locateHeldKey, readKeyDetail } from "./key-detail";
import { refuseArchivedProjectOf, refusePlaygroundKey, refuseRevokedKey } from "./key-rules";

interface RotateKey {
  keyId: string;
  /** How long the secrets that work now keep working. */
  overlapSeconds: number;
}

/** A new secret for a key; the old ones end after the overlap. The key itself, its quotas and its history stay. */
export const rotateKey = defineChange({
  name: "keys.rotate",
  permission: "keys:rotate",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, { overlapSeconds }: RotateKey) {
    refuseRevokedKey(key);
    refuseArchivedProjectOf(key);
    refusePlaygroundKey(key);
    const retired = await retireSecrets(work.run, key.id, overlapSeconds);
    const { id: secretId, secret, fingerprint } = await issueSecret(work, key);
    return {
      result: { ...(await readKeyDetail(work, key.id)), secret },
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: null,
        after: { secret: secretId, secretFingerprint: fingerprint, retiredSecrets: retired, overlapSeconds },
      },
    };
  },
});
