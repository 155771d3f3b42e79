import { acknowledgeAlert } from "@/lib/admin/alerts/acknowledge-alert";
import { getAlert } from "@/lib/admin/alerts/get-alert";
import { listAlertRules } from "@/lib/admin/alerts/list-alert-rules";
import { listAlerts } from "@/lib/admin/alerts/list-alerts";
import { resolveAlert } from "@/lib/admin/alerts/resolve-alert";
import { setAlertRule } from "@/lib/admin/alerts/set-alert-rule";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/alerts";
import { alertDetailView, alertRuleView, alertView } from "../views/alert-view";

const tag = "alerts";

export const alertsRoutes = [
  defineRoute({
    method: "get",
    path: "/alerts",
    tag,
    summary: "List what is and was wrong, newest first",
    description: "`state=unresolved` is open and acknowledged ones. Members see what concerns their teams.",
    verb: listAlerts,
    query: schemas.listAlertsQuery,
    input: ({ query }) => ({
      state: query.state ?? null,
      rule: query.rule ?? null,
      severity: query.severity ?? null,
      teamId: query.team ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.alertPage,
    render: ({ items, nextCursor }, { actor }) => ({ items: items.map((row) => alertView(row, actor)), nextCursor }),
  }),
  defineRoute({
    method: "get",
    path: "/alerts/{alertId}",
    tag,
    summary: "Show one alert with its history",
    verb: getAlert,
    params: schemas.alertParams,
    input: ({ params }) => params,
    answer: schemas.alertDetail,
    render: (row, { actor }) => alertDetailView(row, actor),
  }),
  defineRoute({
    method: "post",
    path: "/alerts/{alertId}/acknowledge",
    tag,
    summary: "Say that somebody is at it",
    verb: acknowledgeAlert,
    params: schemas.alertParams,
    body: schemas.handleAlertInput,
    input: ({ params, body }) => ({ ...params, note: body.note }),
    answer: schemas.alertDetail,
    render: (row, { actor }) => alertDetailView(row, actor),
  }),
  defineRoute({
    method: "post",
    path: "/alerts/{alertId}/resolve",
    tag,
    summary: "Say that it is done with",
    description:
      "It stays resolved while what is wrong goes on as it is, and opens again when it has ended and comes back.",
    verb: resolveAlert,
    params: schemas.alertParams,
    body: schemas.handleAlertInput,
    input: ({ params, body }) => ({ ...params, note: body.note }),
    answer: schemas.alertDetail,
    render: (row, { actor }) => alertDetailView(row, actor),
  }),
  defineRoute({
    method: "get",
    path: "/alert-rules",
    tag,
    summary: "List the rules that raise alerts, as they are set",
    verb: listAlertRules,
    input: () => undefined,
    answer: schemas.alertRuleList,
    render: (rows, { actor }) => ({ items: rows.map((row) => alertRuleView(row, actor)) }),
  }),
  defineRoute({
    method: "put",
    path: "/alert-rules",
    tag,
    summary: "Switch a rule on or off and set its numbers",
    verb: setAlertRule,
    body: schemas.setAlertRuleInput,
    input: ({ body }) => body,
    answer: schemas.alertRule,
    render: (row, { actor }) => alertRuleView(row, actor),
  }),
];
