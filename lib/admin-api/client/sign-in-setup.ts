import type {
  ReplaceClaimRulesInput,
  SignInSetup,
  TriedClaims,
  TryClaimsInput,
  UpdateSignInInput,
} from "../schemas/sign-in";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/sign-in";

/** How people sign in, what rules give them, how long they stay; for owners, admins and auditors. */
export function getSignInSetup(signal?: AbortSignal): Promise<SignInSetup> {
  return adminFetch("/sign-in", { signal });
}

export function updateSignInSetup(input: UpdateSignInInput): Promise<SignInSetup> {
  return adminFetch("/sign-in", { method: "PATCH", body: input });
}

/** Throws `conflict` when somebody else changed the rules since `version`. */
export function replaceClaimRules(input: ReplaceClaimRulesInput): Promise<SignInSetup> {
  return adminFetch("/sign-in/rules", { method: "PUT", body: input });
}

/** What a sign-in with these claims would do; changes nothing. */
export function tryClaims(input: TryClaimsInput): Promise<TriedClaims> {
  return adminFetch("/sign-in/dry-run", { method: "POST", body: input });
}
