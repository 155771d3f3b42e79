import { insertModelGrant } from "@/db/queries/keys/model-grants";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import { refuseBeyondCeiling } from "../ceilings/refuse-beyond-ceiling";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";
import { readAllowedModels, readExpiry, refuseRevokedKey } from "./key-rules";

interface GrantKeyModels {
  keyId: string;
  models: readonly string[];
  endsAt: Date;
  reason: string;
}

/** Lets a key call further models from now until a time; the gateway looks at the clock at every call. */
export const grantKeyModels = defineChange({
  name: "keys.grant_models",
  permission: "keys:update",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, { reason, ...input }: GrantKeyModels) {
    refuseRevokedKey(key);
    const models = await readAllowedModels(work, input.models);
    if (models.length === 0) throw invalidField("models", "name at least one");
    const endsAt = readExpiry(work, input.endsAt) ?? input.endsAt;
    const form = { kind: "models", key: key.id, model: models[0] ?? "" };
    await refuseBeyondCeiling(work, { teamId: key.teamId, ask: { models }, form });
    const id = newId("gra");
    const grantedBy = personIdOf(work.actor);
    await insertModelGrant(work.run, work.organizationId, { id, keyId: key.id, models, reason, endsAt, grantedBy });
    return {
      result: await readKeyDetail(work, key.id),
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: null,
        after: { grant: id, models, endsAt: endsAt.toISOString(), reason },
      },
    };
  },
});
