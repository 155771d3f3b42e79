/** Id of the way in by the provider; part of its redirect address. */
export const OIDC = "oidc";

/** Where the provider sends browsers back to: registered there once, exactly as it stands. */
export function redirectUriOf(publicUrl: string): string {
  return `${publicUrl}/api/auth/callback/${OIDC}`;
}
