import { auth0 } from "./auth0";
import { entra } from "./entra";
import { google } from "./google";
import { keycloak } from "./keycloak";
import { okta } from "./okta";
import type { Preset } from "./preset";

const PRESETS: readonly Preset[] = [entra, okta, google, keycloak, auth0];

/** The preset an issuer belongs to; null for any other OpenID provider, which the standard alone describes. */
export function presetOf(issuer: string): Preset | null {
  const url = new URL(issuer);
  return PRESETS.find((preset) => preset.matches(url)) ?? null;
}
