import type { HelpText } from "../ui/help";

const more = "/docs/requests-and-privacy";

/** What happens when a privacy setting is changed. */
export const PRIVACY_HELP = {
  tier: {
    text: "When it changes to no text, new calls keep none from within two seconds on; what was kept before stays until its days are over.",
    more,
  },
  textDays: { text: "When the days are over, prompts and answers are deleted; the record of the call stays.", more },
  recordDays: {
    text: "When the days are over, single calls can no longer be looked up; charts, budgets and statements stay.",
    more,
  },
  endUser: {
    text: "When someone asks to be forgotten, this deletes their texts, replaces their name everywhere, and signs a statement of what went.",
    more,
  },
} satisfies Record<string, HelpText>;
