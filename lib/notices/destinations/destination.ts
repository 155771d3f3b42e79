import type { SealedDestination, ToldNotice } from "@/db/queries/notices/claim-deliveries";
import type { Secret } from "@/lib/crypto/secret";
import type { Egress, MailEgress } from "@/lib/egress/contract";

/** A destination, ready to be used. */
export interface OpenDestination extends Pick<SealedDestination, "id" | "kind" | "settings"> {
  /** Newest first; more than one while a webhook's secret is rotated. */
  secrets: readonly Secret[];
}

/** One notice for one destination. */
export interface Message {
  notice: ToldNotice;
  /** Where the notice leads: a page that asks for sign-in. */
  url: string;
  /** Whom to write to; null: the destination's own recipients. */
  person: { name: string; email: string } | null;
}

/** What sending needs of the process. */
export interface SendingDeps {
  egress: Pick<Egress, "send">;
  mail: MailEgress;
  /** Origin of the portal without a slash at the end. */
  publicUrl: string;
  now(): Date;
}

/** What the other side answered: a status of HTTP or SMTP, and the beginning of what it said. */
export interface DestinationAnswer {
  isTaken: boolean;
  status: number | null;
  said: string;
}

/** Sends one notice once. Throws EgressError when no answer came. */
export type Deliver = (message: Message, destination: OpenDestination, deps: SendingDeps) => Promise<DestinationAnswer>;
