import type { AuditDestinationKind } from "@/db/schema";
import type { Secret } from "@/lib/crypto/secret";
import type { Egress } from "@/lib/egress/contract";
import type { SignedCheckpoint } from "../document/checkpoint-document";

/** A destination, ready to be used. */
export interface OpenDestination {
  id: string;
  kind: AuditDestinationKind;
  settings: Readonly<Record<string, string>>;
  /** Null for a file. */
  secret: Secret | null;
}

/** What sending needs of the process. */
export interface DeliveryDeps {
  egress: Pick<Egress, "send">;
  /** Where files go: chosen by the operator, never by the portal. */
  folder: string;
  now(): Date;
}

/** Sends one checkpoint. Throws an Error whose message says in a sentence what went wrong. */
export type Deliver = (checkpoint: SignedCheckpoint, destination: OpenDestination, deps: DeliveryDeps) => Promise<void>;
