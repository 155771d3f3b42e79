import type { HelpText } from "../ui/help";

/** What happens when a field of an API token is set. */
export const TOKEN_HELP = {
  kind: {
    text: "When its person is deactivated, either kind stops; a service token is seen by everybody who may read tokens.",
  },
  reach: {
    text: "When its person loses a permission, the token loses it at the same moment, whatever it was given here.",
    more: "/docs/config-as-code",
  },
  ends: {
    text: "When the day is over the token is refused; rotate it before, and the old one can overlap for some time.",
  },
} satisfies Record<string, HelpText>;
