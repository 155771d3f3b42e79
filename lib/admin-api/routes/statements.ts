import { closeStatement } from "@/lib/admin/statements/close-statement";
import { exportStatement } from "@/lib/admin/statements/export-statement";
import { getStatement } from "@/lib/admin/statements/get-statement";
import { listSplitRules } from "@/lib/admin/statements/list-split-rules";
import { listStatements } from "@/lib/admin/statements/list-statements";
import { removeSplitRule } from "@/lib/admin/statements/remove-split-rule";
import { setSplitRule } from "@/lib/admin/statements/set-split-rule";
import { defineDownload } from "../define-download";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/statements";
import { STATEMENT_FILE_TYPE, statementFile } from "../views/statement-file";
import { costSplitRuleView, statementMonthView, statementView } from "../views/statement-view";

const tag = "statements";
const params = schemas.statementParams;
const onMonth = (parts: { params: { month: string } }) => ({ month: `${parts.params.month}-01` });

export const statementRoutes = [
  defineRoute({
    method: "get",
    path: "/statements",
    tag,
    summary: "List the months with usage and what each came to, newest first",
    verb: listStatements,
    input: () => undefined,
    answer: schemas.statementList,
    render: ({ timeZone, months }) => ({ timeZone, items: months.map(statementMonthView) }),
  }),
  defineRoute({
    method: "get",
    path: "/statements/{month}",
    tag,
    summary: "Show what each cost centre is charged in a month, line by line",
    verb: getStatement,
    params,
    input: onMonth,
    answer: schemas.statement,
    render: (named, { actor }) => statementView(named, actor),
  }),
  defineDownload({
    path: "/statements/{month}/export",
    tag,
    summary: "Export a month's statement as CSV, or with the columns of FOCUS",
    verb: exportStatement,
    params,
    query: schemas.statementFileQuery,
    input: (parts) => ({ ...onMonth(parts), format: parts.query.format }),
    files: [STATEMENT_FILE_TYPE],
    render: (named, { format }) => statementFile(named, format),
  }),
  defineRoute({
    method: "post",
    path: "/statements/{month}/close",
    tag,
    summary: "Close a month",
    description:
      "Its lines never change again; what becomes known of it later is charged in the next one. Months are closed in their order, once they are over.",
    verb: closeStatement,
    params,
    input: onMonth,
    answer: schemas.statement,
    render: (named, { actor }) => statementView(named, actor),
  }),
  defineRoute({
    method: "get",
    path: "/cost-split-rules",
    tag,
    summary: "List the shared cost centres and who carries them",
    verb: listSplitRules,
    input: () => undefined,
    answer: schemas.costSplitRuleList,
    render: (rows) => ({ items: rows.map(costSplitRuleView) }),
  }),
  defineRoute({
    method: "post",
    path: "/cost-split-rules",
    tag,
    summary: "Say who carries a shared cost centre",
    description: "One rule per cost centre: setting it again replaces it. Months that are closed stay as they are.",
    verb: setSplitRule,
    body: schemas.setCostSplitRuleInput,
    input: ({ body: { sourceCostCentre, method, shares } }) => ({ sourceCostCentre, method, shares }),
    status: 201,
    answer: schemas.costSplitRule,
    render: costSplitRuleView,
  }),
  defineRoute({
    method: "post",
    path: "/cost-split-rules/{ruleId}/remove",
    tag,
    summary: "Let a shared cost centre carry itself again",
    verb: removeSplitRule,
    params: schemas.costSplitRuleParams,
    input: (parts) => ({ ruleId: parts.params.ruleId }),
    answer: null,
  }),
];
