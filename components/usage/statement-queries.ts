import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  closeStatement,
  getStatement,
  listCostSplitRules,
  listStatements,
  removeCostSplitRule,
  type SetCostSplitRuleInput,
  setCostSplitRule,
} from "@/lib/admin-api/client/statements";
import { type CostWhatIfQuery, getCostWhatIf } from "@/lib/admin-api/client/usage";
import { refreshQueries } from "../shell/refresh-queries";

/** Months with what each came to, newest first. */
export const statementsQuery = () =>
  queryOptions({ queryKey: ["statements", "list"], queryFn: ({ signal }) => listStatements(signal) });

/** One month, `2026-11`. */
export const statementQuery = (month: string) =>
  queryOptions({ queryKey: ["statements", "one", month], queryFn: ({ signal }) => getStatement(month, signal) });

/** Which cost centres are shared. */
export const splitRulesQuery = () =>
  queryOptions({
    queryKey: ["statements", "split-rules"],
    queryFn: async ({ signal }) => (await listCostSplitRules(signal)).items,
  });

/** A period as it would have been. */
export const costWhatIfQuery = (query: CostWhatIfQuery) =>
  queryOptions({ queryKey: ["usage", "what-if", query], queryFn: ({ signal }) => getCostWhatIf(query, signal) });

function useStatementChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["statements"]]),
  });
}

export const useCloseStatement = () => useStatementChange((month: string) => closeStatement(month));
export const useSetSplitRule = () => useStatementChange((input: SetCostSplitRuleInput) => setCostSplitRule(input));
export const useRemoveSplitRule = () => useStatementChange((ruleId: string) => removeCostSplitRule(ruleId));
