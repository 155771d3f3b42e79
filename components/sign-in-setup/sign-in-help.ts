import type { HelpText } from "../ui/help";

const more = "/docs/sign-in";

/** What happens when sign-in is set up one way or another. */
export const SIGN_IN_HELP = {
  provider: {
    text: "When the variables are set, people sign in there; the one-time link of an owner still opens the door if it fails.",
    more,
  },
  rules: { text: "When claims change at your provider, a person's role and teams follow at their next sign-in.", more },
  joining: {
    text: "When somebody signs in who is not here yet, this decides whether they become a person or are turned away.",
    more,
  },
  unverified: {
    text: "When an address is not verified, anybody could claim it; leave this off unless your directory sets addresses itself.",
    more,
  },
  idle: { text: "When nothing was clicked for so long, the next click asks to sign in again.", more },
  members: { text: "When this time has passed since signing in, the session ends even while it is used.", more },
  others: { text: "Who can change much signs in more often: this is for owners, admins and auditors.", more },
  scim: {
    text: "When your directory deactivates somebody, their sessions and tokens end within seconds, and so do the keys they own.",
    more,
  },
} satisfies Record<string, HelpText>;
