import type { SetQuotaInput } from "@/lib/admin-api/schemas/quotas";
import type { QuotaScopeKind } from "@/lib/quotas/contract";

/** A quota of the demo. Its scope is named; the organization has no name. */
export interface DemoQuota {
  scope: DemoScope;
  unit: SetQuotaInput["unit"];
  window: SetQuotaInput["window"];
  hard: boolean;
  /** Either a limit, or how full the quota shall be now: 0.97 is nearly used up, above 1 it refuses. */
  limit: { fixed: string } | { fill: number };
  /** Evaluated and counted, never enforced. */
  shadow?: true;
  /** One call may hold this share of the limit at most. */
  maxCallPercent?: number;
  onStoreDown?: SetQuotaInput["onStoreDown"];
  /** A raise that runs: its share of the limit, when it began and how long it lasts yet. */
  grant?: { share: number; hoursAgo: number; daysLeft: number; reason: string };
}

/** What a quota of the demo is about, by name; a tag or end user as calls say it. */
export type DemoScope =
  | { kind: "organization" }
  | { kind: Exclude<QuotaScopeKind, "organization" | "key_model" | "team_model">; name: string }
  | { kind: "key_model" | "team_model"; name: string; model: string };

type Money = readonly [name: string, window: "day" | "week" | "month" | "lifetime", fill: number, hard?: "soft"];

function money(kind: "team" | "project" | "key", rows: readonly Money[]): DemoQuota[] {
  return rows.map(([name, window, fill, soft]) => ({
    scope: { kind, name },
    unit: "usd",
    window,
    hard: soft === undefined,
    limit: { fill },
  }));
}

type Rate = readonly [name: string, unit: DemoQuota["unit"], window: DemoQuota["window"], limit: string];

function rates(kind: "team" | "project" | "key", rows: readonly Rate[]): DemoQuota[] {
  return rows.map(([name, unit, window, fixed]) => ({
    scope: { kind, name },
    unit,
    window,
    hard: true,
    limit: { fixed },
  }));
}

/** Every unit and every scope, some nearly used up and two that refuse; one runs with a grant, two are only watched. */
export const DEMO_QUOTAS: readonly DemoQuota[] = [
  { scope: { kind: "organization" }, unit: "usd", window: "month", hard: false, limit: { fill: 0.71 } },
  { scope: { kind: "organization" }, unit: "tokens", window: "day", hard: true, limit: { fixed: "60000000" } },
  { scope: { kind: "organization" }, unit: "requests", window: "minute", hard: true, limit: { fixed: "3000" } },
  { scope: { kind: "organization" }, unit: "concurrent", window: "now", hard: true, limit: { fixed: "400" } },
  ...money("team", [
    ["Platform", "month", 0.62, "soft"],
    ["Search & Discovery", "month", 0.8],
    ["Data Science", "month", 0.66],
    ["Mobile Apps", "month", 0.74],
    ["Finance Operations", "month", 0.58],
  ]),
  {
    scope: { kind: "team", name: "Support Automation" },
    unit: "usd",
    window: "month",
    hard: true,
    limit: { fill: 0.97 },
    onStoreDown: "deny",
    grant: {
      share: 0.25,
      hoursAgo: 21,
      daysLeft: 6,
      reason: "Peak season: chats double until the last parcels are out",
    },
  },
  { scope: { kind: "organization" }, unit: "usd", window: "quarter", hard: false, limit: { fill: 0.48 } },
  {
    scope: { kind: "team", name: "Search & Discovery" },
    unit: "usd",
    window: "week",
    hard: true,
    shadow: true,
    limit: { fill: 1.15 },
  },
  { scope: { kind: "model", name: "onyx-reason" }, unit: "usd", window: "month", hard: true, limit: { fill: 0.84 } },
  {
    scope: { kind: "team_model", name: "Data Science", model: "atlas-4" },
    unit: "usd",
    window: "month",
    hard: true,
    limit: { fill: 0.72 },
    maxCallPercent: 25,
  },
  {
    scope: { kind: "key_model", name: "chat-web", model: "sable-pro" },
    unit: "requests",
    window: "day",
    hard: true,
    limit: { fixed: "150" },
  },
  { scope: { kind: "tag", name: "env=staging" }, unit: "usd", window: "month", hard: true, limit: { fill: 0.44 } },
  { scope: { kind: "person", name: "Nora Eklund" }, unit: "usd", window: "month", hard: true, limit: { fill: 0.57 } },
  { scope: { kind: "person", name: "Tobias Brandt" }, unit: "usd", window: "month", hard: true, limit: { fill: 0.61 } },
  { scope: { kind: "end_user", name: "*" }, unit: "requests", window: "day", hard: true, limit: { fixed: "80" } },
  {
    scope: { kind: "provider", name: "Simulated Batch" },
    unit: "concurrent",
    window: "now",
    hard: true,
    limit: { fixed: "40" },
  },
  {
    scope: { kind: "key", name: "review-bot-production" },
    unit: "usd",
    window: "hour",
    hard: true,
    limit: { fixed: "25.00" },
  },
  {
    scope: { kind: "project", name: "Driver companion" },
    unit: "requests",
    window: "hour",
    hard: true,
    shadow: true,
    limit: { fixed: "900" },
  },
  ...rates("team", [
    ["Data Science", "tokens", "week", "40000000"],
    ["Mobile Apps", "requests", "day", "5000"],
    ["Search & Discovery", "concurrent", "now", "120"],
  ]),
  ...money("project", [
    ["Code review bot", "month", 0.88, "soft"],
    ["Query understanding", "month", 0.55],
    ["Product descriptions", "month", 0.76],
    ["Ticket triage", "month", 1.06],
    ["Customer chat", "month", 0.93],
    ["Contract extraction", "month", 0.95],
    ["Synthetic data", "lifetime", 0.83],
    ["Driver companion", "month", 0.69],
    ["Invoice matching", "week", 0.6],
  ]),
  ...rates("project", [
    ["Customer chat", "requests", "minute", "240"],
    ["Agent assist", "tokens", "minute", "400000"],
    ["Product descriptions", "concurrent", "now", "20"],
  ]),
  ...money("key", [
    ["chat-evaluation", "lifetime", 0.98],
    ["wei-notebook", "week", 0.7],
    ["review-bot-production", "day", 0.6, "soft"],
    ["generator-experiments", "lifetime", 1.1],
  ]),
  ...rates("key", [
    ["review-bot-ci", "requests", "minute", "20"],
    ["release-notes-ci", "requests", "minute", "10"],
    ["query-rewrite-production", "requests", "minute", "600"],
    ["query-rewrite-production", "tokens", "minute", "500000"],
    ["chat-web", "requests", "minute", "300"],
    ["chat-web", "concurrent", "now", "60"],
    ["descriptions-nightly", "requests", "minute", "60"],
    ["descriptions-nightly", "output_tokens", "day", "3000000"],
    ["judge-weekly", "requests", "minute", "30"],
    ["generator-nightly", "tokens", "day", "4000000"],
    ["generator-nightly", "requests", "minute", "90"],
    ["invoices-production", "requests", "minute", "120"],
    ["invoices-production", "requests", "day", "1500"],
    ["tobias-laptop", "requests", "minute", "30"],
    ["joon-ho-laptop", "requests", "day", "400"],
  ]),
];
