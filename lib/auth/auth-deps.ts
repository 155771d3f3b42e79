import type { Database } from "@/db/client";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import type { Authorization, Oidc, SignInRefusal } from "./oidc/contract";
import type { Visitor } from "./sign-in/open-session";
import type { SignInAttempts } from "./sign-in-attempts";

/** What signing in needs from the process. */
export interface AuthDeps {
  database: Database;
  keyring: Pick<Keyring, "pepper" | "authSecret">;
  publicUrl: string;
  /** Null: people come in by one-time links only. */
  oidc: Oidc | null;
  /** What has failed lately in this process. */
  attempts: SignInAttempts;
  /** Told why a sign-in with the provider failed; the browser sees a code only. */
  onRefusedSignIn(refusal: SignInRefusal, detail: string): void;
}

/** One request to `/api/auth`, and what came of it. */
export interface Visit {
  visitor: Visitor;
  /** Where the provider's door is; null unless the request is about it. */
  authorization: Authorization | null;
  /** Why the sign-in came to nothing. */
  refusal: SignInRefusal | null;
  /** Somebody came in. */
  isSignedIn: boolean;
}
