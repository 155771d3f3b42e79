import type { SignInRefusal } from "./contract";

/** Why a sign-in was refused, told by the error's shape and not its class, because pages and server are bundled apart; null for any other error. */
export function refusalIn(error: unknown): SignInRefusal | null {
  return error instanceof Error && "refusal" in error ? (error.refusal as SignInRefusal) : null;
}
