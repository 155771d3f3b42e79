import { findProofMinute } from "@/db/queries/proof/proof-schedule";
import { publicKeyOf } from "@/lib/signed/sign-document";
import { keyFingerprint } from "@/lib/signed/verify-document";
import { defineRead, inOrganization } from "../define-verb";

/** When proofs run by themselves, and the key that signs them: what an auditor notes down once. */
export const getProofSettings = defineRead({
  name: "proofs.get_settings",
  permission: "proofs:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined) {
    const publicKey = publicKeyOf(await work.keyring.proofSigningSeed());
    const minuteOfDay = await findProofMinute(work.run, work.organizationId);
    return { minuteOfDay, publicKey, fingerprint: keyFingerprint(publicKey) };
  },
});
