import { AdminApiError } from "./admin-fetch";

const NOT_GOOD =
  "This sign-in link is wrong, used, or older than 30 minutes. Ask an admin for a new one, or restart Gatehouse to print one.";
const TOO_MANY =
  "Too many sign-ins from your network failed, so this link was not looked at. Wait a minute and open it again.";

/** The one-time token in the address of a sign-in link (`/sign-in/link#token=ghl_…`); null when there is none. A fragment never reaches a server's log. */
export function signInTokenIn(location: { hash: string }): string | null {
  const token = location.hash.replace(/^#(token=)?/, "");
  return token.startsWith("ghl_") ? token : null;
}

async function csrfToken(): Promise<string> {
  const answer = await fetch("/api/auth/csrf", { credentials: "same-origin", cache: "no-store" });
  return ((await answer.json()) as { csrfToken: string }).csrfToken;
}

/** Begins a sign-in with the provider; gives where the browser must go, which is back to sign-in when the provider cannot be reached. */
export async function beginProviderSignIn(next: string): Promise<string> {
  const response = await fetch("/api/auth/signin/oidc", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken: await csrfToken(), callbackUrl: next, json: "true" }),
  });
  return ((await response.json()) as { url: string }).url;
}

/**
 * Trades a one-time token for the session cookie. Throws AdminApiError `unauthenticated` when it is wrong, used or older than 30 minutes, and
 * when too many others failed just now.
 * Only a person's click may call it, so that a link preview cannot use the token up.
 */
export async function signInWithToken(token: string): Promise<void> {
  const response = await fetch("/api/auth/callback/one-time-link", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken: await csrfToken(), token, json: "true" }),
  });
  if (response.ok) return;
  throw new AdminApiError({
    status: response.status,
    code: "unauthenticated",
    detail: response.status === 429 ? TOO_MANY : NOT_GOOD,
  });
}
