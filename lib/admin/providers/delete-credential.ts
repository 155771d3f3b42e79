import { deleteCredential as deleteCredentialRow } from "@/db/queries/providers/delete-credential";
import type { ProviderRow } from "@/db/queries/providers/find-provider";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { findCredential } from "./credential-change";
import { lockProvider } from "./locate-provider";

/** Forgets a credential that nothing calls with any more. */
export const deleteCredential = defineChange({
  name: "providers.delete_credential",
  permission: "providers:write",
  policy: "enforced",
  kind: "provider",
  locate: lockProvider,
  async change(work, provider: ProviderRow, input: { providerId: string; credentialId: string }) {
    const credential = await findCredential(work, provider.id, input.credentialId);
    if (credential.deploymentCount > 0) {
      throw new AdminError(
        "in_use",
        `${credential.deploymentCount} deployment${credential.deploymentCount === 1 ? "" : "s"} of ${provider.name} call with "${credential.name}". Give them another credential or remove them first.`,
      );
    }
    await deleteCredentialRow(work.run, work.organizationId, credential.id);
    const { name, last4, allowedOrigin } = credential;
    const before = { providerId: provider.id, name, last4, allowedOrigin };
    return {
      result: undefined,
      audit: { targetKind: "credential", targetId: credential.id, before, after: null },
    };
  },
});
