import type { HelpText } from "../ui/help";

const more = "/docs/alerts";

/** What happens when a number of a rule is set. */
export const SETTING_HELP: Readonly<Record<string, HelpText>> = {
  leastUsedPercent: {
    text: "When less of the budget is used, no forecast is told: early in a window it says little.",
    more,
  },
  leastPercent: { text: "When fewer calls than this share fail, nothing is told, however unusual that is.", more },
  times: {
    text: "When it is usual for something to fail or be slow, it has to be this many times worse to be told.",
    more,
  },
  leastCalls: {
    text: "When fewer calls came in, one failure would already be a large share, so nothing is judged.",
    more,
  },
  leastMs: { text: "When calls are slower by less than this, nobody would notice, so nothing is told.", more },
  minutes: { text: "When it is longer, an alert opens later and flickers less.", more },
  leastAttempts: { text: "When fewer calls reached the provider, its state is not judged.", more },
  failedPercent: { text: "When at least this share of attempts fails, the provider counts as down.", more },
};
