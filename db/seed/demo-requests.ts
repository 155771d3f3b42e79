import type { TeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import type { Proposal } from "@/lib/admin/access-requests/proposal";

/** What an ask of the demo is about, by name. */
export type DemoAsk =
  | (Pick<
      Extract<Proposal, { kind: "key" }>,
      "kind" | "name" | "models" | "days" | "monthlyUsd" | "tokensPerMinute"
    > & {
      project: string;
    })
  | { kind: "models"; key: string; models: string[]; days: number | null }
  /** `times` the monthly budget that the project or team has. */
  | { kind: "quota"; of: { kind: "project" | "team"; name: string }; times: number; days: number | null };

export interface DemoRequest {
  by: string;
  hoursAgo: number;
  ask: DemoAsk;
  reason: string;
  comments?: readonly { by: string; text: string }[];
  outcome?: { by: string; kind: "approve" | "refuse"; note: string } | { kind: "withdraw" };
}

/** What every team of the demo has. */
export const DEMO_CEILINGS: TeamCeilings = {
  member: {
    monthlyMicrosPerKey: 50_000_000n,
    tokensPerMinutePerKey: null,
    models: ["*"],
    keyDays: 90,
    keysPerPerson: 5,
    monthlyMicrosPerProject: null,
  },
  lead: {
    monthlyMicrosPerKey: 1_000_000_000n,
    tokensPerMinutePerKey: null,
    models: ["*"],
    keyDays: 365,
    keysPerPerson: null,
    monthlyMicrosPerProject: 20_000_000_000n,
  },
};

/** One in every state: some wait for a lead, some for an admin; given at once, approved, over, refused, withdrawn, never decided. */
export const DEMO_REQUESTS: readonly DemoRequest[] = [
  {
    by: "Wei Zhang",
    hoursAgo: 26 * 24,
    ask: {
      kind: "key",
      project: "Synthetic data",
      name: "wei-benchmark",
      models: ["onyx-reason"],
      days: 14,
      monthlyUsd: "120",
      tokensPerMinute: null,
    },
    reason: "Two weeks of benchmarks before we choose a model for the generator.",
    outcome: { by: "Sofia Almeida", kind: "approve", note: "Please write down what you find." },
  },
  {
    by: "Joon-ho Park",
    hoursAgo: 22 * 24,
    ask: {
      kind: "key",
      project: "Driver companion",
      name: "app-translation",
      models: ["sable-flash"],
      days: 60,
      monthlyUsd: "300",
      tokensPerMinute: null,
    },
    reason: "Translating the app's texts into four more languages.",
  },
  {
    by: "Samuel Osei",
    hoursAgo: 9 * 24,
    ask: {
      kind: "key",
      project: "Invoice matching",
      name: "samuel-forecast",
      models: ["atlas-4-mini"],
      days: 30,
      monthlyUsd: "90",
      tokensPerMinute: null,
    },
    reason: "Cash-flow forecast for the board.",
    comments: [{ by: "Greta Holm", text: "month-end-report may do that already. Have you tried it?" }],
    outcome: { kind: "withdraw" },
  },
  {
    by: "Chiara Conti",
    hoursAgo: 5 * 24,
    ask: {
      kind: "key",
      project: "Agent assist",
      name: "assist-voice",
      models: ["sable-flash", "sable-pro"],
      days: 60,
      monthlyUsd: "200",
      tokensPerMinute: "200000",
    },
    reason: "Pilot: notes of phone calls, twelve agents, eight weeks.",
    outcome: { by: "Marcus Adeyemi", kind: "approve", note: "Good. We look at the numbers after four weeks." },
  },
  {
    by: "Hanna Virtanen",
    hoursAgo: 76,
    ask: {
      kind: "key",
      project: "Demand forecasting",
      name: "hanna-holidays",
      models: ["atlas-4-mini"],
      days: 30,
      monthlyUsd: "25",
      tokensPerMinute: null,
    },
    reason: "Notes on public holidays for the forecast of December.",
  },
  {
    by: "Noah Fischer",
    hoursAgo: 51,
    ask: {
      kind: "key",
      project: "Customer chat",
      name: "chat-load-test",
      models: ["*"],
      days: 90,
      monthlyUsd: "800",
      tokensPerMinute: null,
    },
    reason: "Load test of the chat before the winter sale.",
    comments: [{ by: "Marcus Adeyemi", text: "The simulated models take any load and cost nothing. Would they do?" }],
    outcome: {
      by: "Marcus Adeyemi",
      kind: "refuse",
      note: "Test against the simulated models first; we talk again with those numbers.",
    },
  },
  {
    by: "Lukas Meyer",
    hoursAgo: 5,
    ask: { kind: "quota", of: { kind: "project", name: "Product descriptions" }, times: 1.4, days: 7 },
    reason: "The autumn catalogue has 40,000 new articles, which we describe once.",
    comments: [{ by: "Priya Raman", text: "Can half of them wait until the month turns?" }],
  },
  {
    by: "Dmitri Volkov",
    hoursAgo: 3,
    ask: {
      kind: "key",
      project: "Synthetic data",
      name: "generator-winter",
      models: ["onyx-reason", "atlas-4"],
      days: 60,
      monthlyUsd: "1500",
      tokensPerMinute: "400000",
    },
    reason: "Synthetic trips for the winter routing model; the nightly generator is at its limit.",
  },
  {
    by: "Greta Holm",
    hoursAgo: 2,
    ask: { kind: "quota", of: { kind: "team", name: "Finance Operations" }, times: 1.25, days: 14 },
    reason: "Year end: invoices of two quarters are matched again for the auditors.",
  },
];
