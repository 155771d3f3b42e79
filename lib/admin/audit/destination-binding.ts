import type { SealBinding } from "@/lib/crypto/keyring-contract";

/** What a destination's secret is sealed to: its row, its organization and the one origin it may be used for. */
export function destinationBinding(
  organizationId: string,
  destination: { id: string; allowedOrigin: string },
): SealBinding {
  const { id, allowedOrigin } = destination;
  return { table: "audit_destination", rowId: id, organizationId, field: "secret", allowedOrigin };
}
