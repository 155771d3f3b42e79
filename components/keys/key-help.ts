import type { HelpText } from "../ui/help";

/** What happens when a field of a key is set. */
export const KEY_HELP = {
  project: {
    text: "When the project is archived, every key in it is refused at once; a key never moves to another project.",
  },
  models: {
    text: "When a call asks for a model that is not among these, it is refused with 403 before anything is held or sent.",
    more: "/docs/names-and-prices",
  },
  expiry: {
    text: "When the day is over, calls are refused with 401; the key, its limits and its history stay, and a later end brings it back.",
  },
  limits: {
    text: "When one of these is used up, only this key is refused; the limits around it hold in addition.",
    more: "/docs/quotas",
  },
  owner: {
    text: "When the owner is deactivated, the key stops with them, and until then its calls count in the limits of that person too.",
  },
  tags: {
    text: "Every call carries them, so usage can be grouped by them and a limit can be set on one.",
    more: "/docs/usage-and-cost",
  },
  attribution: {
    text: "When a call says in “user” for whom it is, it counts in that end user's limit; without this, what it says is ignored.",
    more: "/docs/quotas",
  },
  runaway: {
    text: "When it is paused, calls are refused until somebody resumes the key; flagged, they go on and whoever leads the team is told.",
    more: "/docs/alerts",
  },
} satisfies Record<string, HelpText>;
