import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  acknowledgeAlert,
  getAlert,
  type ListAlertsQuery,
  listAlertRules,
  listAlerts,
  resolveAlert,
  type SetAlertRuleInput,
  setAlertRule,
} from "@/lib/admin-api/client/alerts";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 50;
const AGAIN_MS = 15_000;

export type AlertsFilter = Pick<ListAlertsQuery, "state" | "rule" | "severity">;

/** What is and was wrong, newest first, looked at again while the page is open. */
export const alertsQuery = (filter: AlertsFilter) =>
  infiniteQueryOptions({
    queryKey: ["alerts", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return listAlerts({ ...filter, ...cursor, limit: PAGE }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });

export const alertQuery = (alertId: string) =>
  queryOptions({
    queryKey: ["alerts", "one", alertId],
    queryFn: ({ signal }) => getAlert(alertId, signal),
    refetchInterval: AGAIN_MS,
  });

export const alertRulesQuery = () =>
  queryOptions({
    queryKey: ["alerts", "rules"],
    queryFn: async ({ signal }) => (await listAlertRules(signal)).items,
  });

/** Acknowledges or resolves. */
export function useHandleAlert() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alertId, action, note }: { alertId: string; action: "acknowledge" | "resolve"; note: string }) =>
      action === "acknowledge" ? acknowledgeAlert(alertId, note) : resolveAlert(alertId, note),
    onSettled: () => refreshQueries(client, [["alerts"], ["notices"]]),
  });
}

export function useSetAlertRule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: SetAlertRuleInput) => setAlertRule(input),
    onSettled: () => refreshQueries(client, [["alerts"]]),
  });
}
