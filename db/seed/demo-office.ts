import type { ReviewDecision, ReviewSubject } from "@/db/schema";

/** A campaign of access reviews that runs. */
export const DEMO_REVIEW = {
  name: "Quarterly review of keys and people",
  by: "Ines Okafor",
  subjects: ["key", "person"] as readonly ReviewSubject[],
  reviewers: ["Ines Okafor", "Tobias Brandt", "Nora Eklund"],
  beganDaysAgo: 6,
  dueInDays: 8,
};

interface DemoDecision {
  /** The key's or the person's name. */
  of: string;
  by: string;
  decision: ReviewDecision;
  note: string;
}

const keep = (by: string, ...names: string[]): DemoDecision[] =>
  names.map((of) => ({ of, by, decision: "keep", note: "" }));

/** Leads have looked at most of theirs; what nobody uses any more is revoked. */
export const DEMO_DECISIONS: readonly DemoDecision[] = [
  ...keep("Marcus Adeyemi", "assist-production", "chat-app", "chat-web", "chat-evaluation", "triage-production"),
  ...keep("Priya Raman", "descriptions-editor", "descriptions-nightly", "query-rewrite-production", "judge-weekly"),
  ...keep("Sofia Almeida", "extraction-production", "forecast-notes", "generator-nightly"),
  ...keep("Ines Okafor", "review-bot-production", "review-bot-ci", "Amara Lindqvist", "Greta Holm", "Priya Raman"),
  {
    of: "review-bot-staging",
    by: "Ines Okafor",
    decision: "revoke",
    note: "Switched off for weeks and nobody missed it.",
  },
  {
    of: "query-rewrite-canary",
    by: "Priya Raman",
    decision: "keep",
    note: "Needed until the new ranking is everywhere, in January.",
  },
];

/** Filters of the requests page under a name. */
export const DEMO_VIEWS = [
  { by: "Nora Eklund", name: "Refused today", query: "outcome=refused&range=24h", shared: false },
  { by: "Nora Eklund", name: "Dear calls", query: "cost=0.10&range=7d", shared: true },
  { by: "Ines Okafor", name: "Failed upstream", query: "outcome=failed&range=7d", shared: true },
  { by: "Marcus Adeyemi", name: "Slow chats", query: "took=30000&range=24h", shared: true },
] as const;

/** What scripts use. */
export const DEMO_TOKENS = [
  { by: "Nora Eklund", kind: "personal", name: "Usage export", scopes: ["usage:read"], days: 54 },
  {
    by: "Ines Okafor",
    kind: "service",
    name: "Configuration pipeline",
    scopes: ["teams:read", "keys:read"],
    days: 300,
  },
] as const;
