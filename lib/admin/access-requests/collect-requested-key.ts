import { lockKey } from "@/db/queries/keys/write-key";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { issueSecret } from "../keys/issue-secret";
import { readKeyDetail } from "../keys/key-detail";
import { mayHoldKey } from "./direct-way";
import { locateOwnRequest } from "./locate-request";
import { waitsForSecret } from "./read-request";

/** Gives who asked for a key its first secret, once; whoever approved never sees it. */
export const collectRequestedKey = defineChange({
  name: "access_requests.collect_key",
  permission: "access_requests:create",
  kind: "access request",
  policy: "enforced",
  locate: locateOwnRequest,
  async change(work, request, _input: { requestId: string }) {
    if (request.keyId === null)
      throw new AdminError("conflict", "There is no key to fetch: the request is not approved.");
    if (!mayHoldKey(work, request))
      throw new AdminError("forbidden", "You may not make keys in this team (any more), so you cannot fetch this one.");
    await lockKey(work.run, work.organizationId, request.keyId);
    if (!(await waitsForSecret(work, request))) {
      throw new AdminError(
        "conflict",
        "Its secret was fetched already, or the key has ended. Rotate the key to get a new one.",
      );
    }
    const { key } = await readKeyDetail(work, request.keyId);
    const { id: secretId, secret, fingerprint } = await issueSecret(work, key);
    return {
      result: { ...(await readKeyDetail(work, key.id)), secret },
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: null,
        after: { request: request.id, secret: secretId, secretFingerprint: fingerprint },
      },
    };
  },
});
