import { listKeySecrets } from "@/db/queries/keys/list-key-secrets";
import { listModelGrants } from "@/db/queries/keys/model-grants";
import { defineRead } from "../define-verb";
import { withStandings } from "../quotas/with-standings";
import { type KeyDetailRows, listQuotasOfKey, locateKey } from "./key-detail";

/** One key with its secrets and where every quota on its way stands. */
export const getKey = defineRead({
  name: "keys.get",
  permission: "keys:read",
  kind: "key",
  locate: locateKey,
  async read(work, key, _input: { keyId: string }): Promise<KeyDetailRows> {
    const secrets = await listKeySecrets(work.run, work.organizationId, key.id);
    const modelGrants = await listModelGrants(work.run, work.organizationId, key.id);
    return { key, secrets, quotas: await withStandings(work, await listQuotasOfKey(work, key)), modelGrants };
  },
});
