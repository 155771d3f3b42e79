import type { CredentialSummary } from "@/lib/admin-api/client/providers";
import type { Tone } from "../ui/badge";

/** The last test of a credential in a word. */
export function testStanding(credential: Pick<CredentialSummary, "lastTestOk">): { tone: Tone; label: string } {
  if (credential.lastTestOk === null) return { tone: "neutral", label: "Not tested" };
  return credential.lastTestOk ? { tone: "good", label: "Works" } : { tone: "bad", label: "Failed" };
}

/** The worst of several credentials, because one that fails needs somebody; null when there is none. */
export function worstTest(credentials: readonly CredentialSummary[]): CredentialSummary | null {
  const rank = (credential: CredentialSummary) =>
    credential.lastTestOk === false ? 0 : credential.lastTestOk === null ? 1 : 2;
  return credentials.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}
