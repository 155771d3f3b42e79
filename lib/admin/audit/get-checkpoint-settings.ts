import { findCheckpointMinutes } from "@/db/queries/audit-evidence/checkpoint-schedule";
import { listDestinations } from "@/db/queries/audit-evidence/destinations";
import { publicKeyOf } from "@/lib/signed/sign-document";
import { keyFingerprint } from "@/lib/signed/verify-document";
import { defineRead, inOrganization } from "../define-verb";

/** How often checkpoints are taken, where they go, and the key that signs them. */
export const getCheckpointSettings = defineRead({
  name: "audit.get_checkpoint_settings",
  permission: "audit:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined) {
    const publicKey = publicKeyOf(await work.keyring.auditSigningSeed());
    return {
      everyMinutes: await findCheckpointMinutes(work.run, work.organizationId),
      destinations: await listDestinations(work.run, work.organizationId),
      publicKey,
      fingerprint: keyFingerprint(publicKey),
    };
  },
});
