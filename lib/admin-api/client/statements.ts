import type { CostSplitRule, SetCostSplitRuleInput, StatementList, StatementView } from "../schemas/statements";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/statements";

const path = (month: string) => `/statements/${encodeURIComponent(month)}`;

/** Months with usage and those that were closed, newest first. */
export function listStatements(signal?: AbortSignal): Promise<StatementList> {
  return adminFetch("/statements", { signal });
}

/** A month, `2026-11`, with its cost centres and lines. */
export function getStatement(month: string, signal?: AbortSignal): Promise<StatementView> {
  return adminFetch(path(month), { signal });
}

/** For good. */
export function closeStatement(month: string): Promise<StatementView> {
  return adminFetch(`${path(month)}/close`, { method: "POST" });
}

/** Where the month's file is. */
export function statementFileHref(month: string, format: "csv" | "focus"): string {
  return `/api/admin${path(month)}/export?format=${format}`;
}

export function listCostSplitRules(signal?: AbortSignal): Promise<{ items: CostSplitRule[] }> {
  return adminFetch("/cost-split-rules", { signal });
}

/** Replaces the rule that the cost centre has. */
export function setCostSplitRule(input: SetCostSplitRuleInput): Promise<CostSplitRule> {
  return adminFetch("/cost-split-rules", { method: "POST", body: input });
}

export function removeCostSplitRule(ruleId: string): Promise<void> {
  return adminFetch(`/cost-split-rules/${encodeURIComponent(ruleId)}/remove`, { method: "POST" });
}
