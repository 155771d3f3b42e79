import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { GatewayDeps, KeyVerdict } from "../deps";
import type { CallHead } from "../endpoint";
import type { Exchange } from "../exchange";
import { readCallerKey } from "./read-caller-key";

/**
 * Step 1: who calls. Runs before the body is read. Throws AppError `invalid_api_key` (unknown, revoked, expired),
 * `key_disabled`, `key_paused`, or `policy_unavailable` when the store cannot be asked.
 */
export async function authenticate(head: CallHead, exchange: Exchange, deps: GatewayDeps): Promise<Caller> {
  const startedMs = exchange.elapsedMs();
  const key = readCallerKey(head);
  const verdict = await deps.resolveKey(key);
  if (verdict.kind === "unknown") throw keyRefusal(verdict, deps.publicUrl);
  const { caller } = verdict;
  exchange.caller = caller;
  if (verdict.kind === "active") {
    exchange.note("authenticate", "accepted", startedMs);
    return caller;
  }
  exchange.note("authenticate", "refused", startedMs, { status: verdict.kind });
  throw keyRefusal(verdict, deps.publicUrl);
}

/** Why a key that is not active opens nothing, as its owner should read it. */
export function keyRefusal(verdict: Exclude<KeyVerdict, { kind: "active" }>, publicUrl: string): AppError {
  if (verdict.kind === "unknown") {
    return new AppError(
      "invalid_api_key",
      "This virtual key is not known. Check that it was copied whole, or ask your team lead for a new one.",
    );
  }
  const { caller } = verdict;
  const name = `Virtual key "${caller.keyName}" (${caller.keyPublicId})`;
  switch (verdict.kind) {
    case "paused":
      return new AppError(
        "key_paused",
        `${name} was paused by the runaway guard at ${seconds(verdict.pausedAt)}: ${verdict.reason} Its team lead can resume it with one click: ${publicUrl}/keys/${caller.keyId}`,
      );
    case "disabled":
      return new AppError("key_disabled", `${name} is disabled. Its team lead can enable it again in the portal.`);
    case "suspended":
      return new AppError(
        "key_disabled",
        `${name} is suspended, because its owner may no longer sign in. Its team lead can give it another owner: ${publicUrl}/keys/${caller.keyId}`,
      );
    case "revoked":
      return new AppError(
        "invalid_api_key",
        `${name} or this secret of it was revoked. Ask your team lead for a new one.`,
      );
    case "expired":
      return new AppError("invalid_api_key", `${name} or this secret of it has expired. Rotate it in the portal.`);
  }
}

function seconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
