import type { SealBinding } from "./keyring-contract";

/** What a provider's credential is sealed to: its row, its organization, its field and the one origin it may be sent to. */
export function credentialBinding(
  organizationId: string,
  credential: { id: string; allowedOrigin: string },
): SealBinding {
  return {
    table: "credential",
    rowId: credential.id,
    organizationId,
    field: "api_key",
    allowedOrigin: credential.allowedOrigin,
  };
}
