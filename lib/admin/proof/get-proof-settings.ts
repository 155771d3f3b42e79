import { findProofMinute } from "@/db/queries/proof/proof-schedule";
import { proofPublicKey } from "@/lib/proof/document/sign-proof";
import { keyFingerprint } from "@/lib/proof/document/verify-proof";
import { defineRead, inOrganization } from "../define-verb";

/** When proofs run by themselves, and the key that signs them: what an auditor notes down once. */
export const getProofSettings = defineRead({
  name: "proofs.get_settings",
  permission: "proofs:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined) {
    const publicKey = proofPublicKey(await work.keyring.proofSigningSeed());
    const minuteOfDay = await findProofMinute(work.run, work.organizationId);
    return { minuteOfDay, publicKey, fingerprint: keyFingerprint(publicKey) };
  },
});
