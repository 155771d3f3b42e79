import type { HelpText } from "../ui/help";

const more = "/docs/quotas";

/** What happens when a field of a limit is set. */
export const QUOTA_HELP = {
  subject: {
    text: "A call counts in every limit it falls under, so a key's limit never gives more than its project, team and organization have left.",
    more,
  },
  unit: {
    text: "When a model has no known price, a call to it is refused where a hard limit counts money, because nobody could say what it costs.",
    more,
  },
  window: {
    text: "A minute or an hour rolls on second by second; days, weeks and months begin anew at midnight in the organization's time zone.",
    more,
  },
  limit: {
    text: "Before it runs, a call holds the most it may cost; what it did not use is free again the moment it ends.",
    more,
  },
  effect: {
    text: "When you do not know yet how a limit would bite, set it in shadow first: its page shows how many calls it would have refused.",
    more,
  },
  alerts: {
    text: "When use passes a mark an alert opens once, and ends by itself when the window begins anew or the limit is raised.",
    more: "/docs/alerts",
  },
  maxCall: {
    text: "When a call might need more than this share, it is refused at once and told which max_tokens would fit.",
    more,
  },
  outage: {
    text: "When Postgres does not answer, counting stops; this decides whether calls stop with it.",
    more: "/docs/when-postgres-is-away",
  },
} satisfies Record<string, HelpText>;
