import { appendRefusal } from "@/db/queries/audit/repeated-refusals";
import type { Runner } from "@/db/queries/runner";
import type { SignInRefusal } from "../oidc/contract";
import type { Visitor } from "./open-session";

/** How the audit log names what a sign-in itself did. */
export const SIGN_IN_ACTOR = "sign-in";

/** Anybody can make refusals come again and again: in this time only the first of its kind is written at once. */
const WINDOW_MS = 5 * 60_000;

/** Why a one-time link let nobody in. */
export type LinkRefusal = "link_unknown" | "link_used" | "link_over" | "deactivated";

interface RefusedSignIn {
  visitor: Visitor;
  targetKind: "identity" | "sign_in_link";
  targetId: string;
  reason: SignInRefusal | LinkRefusal;
  details: Record<string, unknown>;
}

/** Writes into the audit log that a sign-in came to nothing; what comes again from one address about one target is counted, as `appendRefusal` says. */
export async function appendRefusedSignIn(run: Runner, organizationId: string, refused: RefusedSignIn): Promise<void> {
  const { visitor, targetKind, targetId, reason, details } = refused;
  const { clientAddress } = visitor;
  await appendRefusal(run, organizationId, {
    actorKind: "system",
    actorId: SIGN_IN_ACTOR,
    action: "session.refuse_sign_in",
    targetKind,
    targetId,
    reason,
    details,
    toldBy: `${clientAddress ?? "?"} ${targetId}`,
    windowMs: WINDOW_MS,
    requestId: null,
    clientAddress,
  });
}
