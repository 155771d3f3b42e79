import type { HelpText } from "../ui/help";

const more = "/docs/audit";

/** What happens when a field of an access review is set. */
export const REVIEW_HELP = {
  subjects: {
    text: "When the review begins, everything of these kinds is drawn up as it is then; what is made later is not in it.",
    more,
  },
  where: { text: "When a team is chosen, only its keys and the people and tokens of its members are reviewed.", more },
  reviewers: {
    text: "When nobody is named, every owner and admin may decide; nobody ever decides about their own role.",
    more,
  },
  due: { text: "When the day has passed the review shows as overdue and goes on: nothing is revoked by itself.", more },
} satisfies Record<string, HelpText>;
