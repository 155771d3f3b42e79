import { revokeModelGrantRow } from "@/db/queries/keys/model-grants";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";

interface RevokeKeyModelGrant {
  keyId: string;
  grantId: string;
}

/** Takes models that were given for a time back before it is over. */
export const revokeKeyModelGrant = defineChange({
  name: "keys.revoke_model_grant",
  permission: "keys:update",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, { grantId }: RevokeKeyModelGrant) {
    const revoked = await revokeModelGrantRow(work.run, work.organizationId, { keyId: key.id, grantId });
    if (!revoked) throw notFound("grant");
    return {
      result: await readKeyDetail(work, key.id),
      audit: { targetKind: "key", targetId: key.id, before: { grant: grantId }, after: { revoked: true } },
    };
  },
});
