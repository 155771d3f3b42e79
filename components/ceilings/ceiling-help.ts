import type { HelpText } from "../ui/help";

const more = "/docs/access-requests";

/** What happens when a bound of a ceiling is set. */
export const CEILING_HELP = {
  member: {
    text: "When a member asks for no more than this, they have it within seconds; for anything beyond it a lead decides.",
    more,
  },
  lead: {
    text: "When a lead wants to give more than this, an owner or admin has to approve it as well.",
    more,
  },
  monthlyUsdPerKey: {
    text: "When a key is asked for without a monthly budget, it counts as more than this, because nothing would bound it.",
    more,
  },
  tokensPerMinutePerKey: { text: "When a key is asked for with a higher rate, or none, somebody decides.", more },
  keyDays: { text: "When a key shall live longer than this, or forever, somebody decides.", more },
  keysPerPerson: { text: "When somebody has made this many keys that are not revoked, the next one is decided.", more },
  monthlyUsdPerProject: {
    text: "When a lead raises a project's monthly budget above this, an owner or admin decides.",
    more,
  },
} satisfies Record<string, HelpText>;
