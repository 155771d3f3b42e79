import type { Preset } from "./preset";

/** Keycloak: https://<host>/realms/<realm>. Roles are in `realm_access.roles`; groups need a mapper. */
export const keycloak: Preset = {
  id: "keycloak",
  name: "Keycloak",
  matches: ({ pathname }) => /\/realms\/[^/]+\/?$/.test(pathname),
};
