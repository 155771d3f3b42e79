import type { SealBinding } from "@/lib/crypto/keyring-contract";

/** What a destination's secret is sealed to: its row, its organization and the one origin it may be used for. */
export function noticeDestinationBinding(destination: {
  id: string;
  organizationId: string;
  allowedOrigin: string;
}): SealBinding {
  const { id, organizationId, allowedOrigin } = destination;
  return { table: "notice_destination", rowId: id, organizationId, field: "secret", allowedOrigin };
}
