/** What the provider gets wrong, one thing at a time. `rotated` is honest: it signs under a key it did not have before. */
export const WRONG_MODES = [
  "wrong_issuer",
  "wrong_audience",
  "wrong_party",
  "wrong_nonce",
  "wrong_hash",
  "expired",
  "too_old",
  "alg_none",
  "alg_hs256",
  "unknown_key",
  "same_name_other_key",
  "no_id_token",
  "userinfo_of_another",
] as const;

export type ProviderMode = (typeof WRONG_MODES)[number] | "good" | "rotated" | "discovery_of_another";
