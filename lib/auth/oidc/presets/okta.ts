import type { Preset } from "./preset";

/** Okta: https://<org>.okta.com or a custom authorization server below it. Groups come with a scope of their own. */
export const okta: Preset = {
  id: "okta",
  name: "Okta",
  matches: ({ hostname }) => /\.(okta|oktapreview|okta-emea|okta-gov)\.com$/.test(hostname),
  scopes: ["groups"],
};
