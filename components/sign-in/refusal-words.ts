/** What each refusal of a sign-in with the provider means and what to do, by its code in the address. */
const WORDS: Record<string, string> = {
  provider_unreachable:
    "The provider could not be reached. Try again shortly; if it stays away, an owner can sign in with a one-time link.",
  provider_refused: "The provider refused Gatehouse. Tell your administrator to check the client id and secret.",
  provider_wrong: "What the provider answered could not be trusted, so nobody was signed in. Tell your administrator.",
  answer_not_ours:
    "This answer does not belong to a sign-in that began in this browser, or it took too long. Start again.",
  not_allowed: "The provider knows you, but you have no access here. Ask an owner or admin to let you in.",
  deactivated: "Your access here has ended. Ask an owner or admin if that is a mistake.",
  email_missing: "The provider did not tell your address. Tell your administrator to let it send one.",
  email_unverified: "The provider has not verified your address. Verify it there, or ask an owner or admin.",
  other_identity:
    "Somebody with your address signs in under another account of the provider. Ask an owner or admin to unlink it.",
  too_many_attempts: "Too many sign-ins from your network failed. Wait a minute and try again.",
  portal_failed: "Gatehouse failed to sign you in. Try again; if it persists, tell your administrator.",
};

/** A sentence for the `error` of the address; null when there is none. An unknown code gets the general one: the address is anybody's to write. */
export function refusalWords(code: string | null): string | null {
  if (code === null) return null;
  return Object.hasOwn(WORDS, code) ? (WORDS[code] ?? null) : "The sign-in did not complete. Start again.";
}
