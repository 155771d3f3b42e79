import { AdminApiError } from "./admin-fetch";

/** The one-time token in the address of a sign-in link (`/sign-in/link#token=ghl_…`); null when there is none. A fragment never reaches a server's log. */
export function signInTokenIn(location: { hash: string }): string | null {
  const token = location.hash.replace(/^#(token=)?/, "");
  return token.startsWith("ghl_") ? token : null;
}

/**
 * Trades a one-time token for the session cookie. Throws AdminApiError `unauthenticated` when it is wrong, used or older than 30 minutes.
 * Only a person's click may call it, so that a link preview cannot use the token up.
 */
export async function signInWithToken(token: string): Promise<void> {
  const csrf = (await (await fetch("/api/auth/csrf", { credentials: "same-origin", cache: "no-store" })).json()) as {
    csrfToken: string;
  };
  const response = await fetch("/api/auth/callback/one-time-link", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ csrfToken: csrf.csrfToken, token, json: "true" }),
  });
  if (response.ok) return;
  throw new AdminApiError({
    status: response.status,
    code: "unauthenticated",
    detail:
      "This sign-in link is wrong, used, or older than 30 minutes. Ask an admin for a new one, or restart Gatehouse to print one.",
  });
}
