import type { Preset } from "./preset";

/** Auth0: https://<tenant>.auth0.com/. Groups are claims with a name of the tenant's own, such as `https://example.com/groups`. */
export const auth0: Preset = {
  id: "auth0",
  name: "Auth0",
  matches: ({ hostname }) => hostname.endsWith(".auth0.com"),
};
