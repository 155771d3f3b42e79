import type { SealedDestination, ToldNotice } from "@/db/queries/notices/claim-deliveries";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { EgressError, type EgressFailure } from "@/lib/egress/contract";
import { noticeDestinationBinding } from "./destination-binding";
import type { Message, OpenDestination, SendingDeps } from "./destinations/destination";
import { DELIVER } from "./destinations/registry";

const TROUBLE_CHARACTERS = 500;

/** What came of one try. */
export interface SendResult {
  isTaken: boolean;
  status: number | null;
  /** The beginning of the answer, or why there was none, in a sentence. */
  said: string;
}

interface Sending {
  destination: SealedDestination;
  notice: ToldNotice;
  person: Message["person"];
}

/** One try. Never throws for what the other side did or did not do. */
export async function sendNotice(
  { destination, notice, person }: Sending,
  deps: SendingDeps & { keyring: Pick<Keyring, "unseal"> },
): Promise<SendResult> {
  try {
    const opened = await openDestination(destination, deps.keyring);
    const message = { notice, person, url: `${deps.publicUrl}${notice.linkPath}` };
    const { isTaken, status, said } = await DELIVER[destination.kind](message, opened, deps);
    return { isTaken, status, said: isTaken ? said : `It answered ${status}: ${said || "nothing"}` };
  } catch (error) {
    return { isTaken: false, status: null, said: troubleOf(error).slice(0, TROUBLE_CHARACTERS) };
  }
}

async function openDestination(
  destination: SealedDestination,
  keyring: Pick<Keyring, "unseal">,
): Promise<OpenDestination> {
  const { id, kind, settings, sealed, previousSealed } = destination;
  const binding = noticeDestinationBinding(destination);
  const kept = [sealed, previousSealed].filter((one) => one !== null);
  return { id, kind, settings, secrets: await Promise.all(kept.map((one) => keyring.unseal(one, binding))) };
}

const NO_ANSWER: Readonly<Partial<Record<EgressFailure, string>>> = {
  connect_timeout: "It did not accept a connection in time.",
  headers_timeout: "It accepted the connection but did not answer in time.",
  idle_timeout: "It began to answer and then fell silent.",
  aborted: "It did not answer in time.",
};

function troubleOf(error: unknown): string {
  if (error instanceof EgressError) return NO_ANSWER[error.failure] ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
