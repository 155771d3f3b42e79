import type { Preset } from "./preset";

/** Google: https://accounts.google.com. `hd` names the Workspace somebody belongs to; without a rule on it, anybody has an account. */
export const google: Preset = {
  id: "google",
  name: "Google",
  matches: ({ hostname }) => hostname === "accounts.google.com",
  openToAnyone: true,
};
