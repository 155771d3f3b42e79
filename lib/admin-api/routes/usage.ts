import { getCostWhatIf } from "@/lib/admin/usage/get-cost-what-if";
import { getUsageBreakdown } from "@/lib/admin/usage/get-usage-breakdown";
import { getUsageOverview } from "@/lib/admin/usage/get-usage-overview";
import { listUsageTags } from "@/lib/admin/usage/list-usage-tags";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/usage";

const tag = "usage";

export const usageRoutes = [
  defineRoute({
    method: "get",
    path: "/usage/overview",
    tag,
    summary: "Sum up spend, calls, tokens and latency of a period beside the one before",
    verb: getUsageOverview,
    query: schemas.usageQuery,
    input: ({ query }) => query,
    answer: schemas.usageOverview,
  }),
  defineRoute({
    method: "get",
    path: "/usage/breakdown",
    tag,
    summary: "Show a period as series by team, key, person, model, tag, cost centre and more, beside the one before",
    verb: getUsageBreakdown,
    query: schemas.usageBreakdownQuery,
    input: ({ query }) => query,
    answer: schemas.usageBreakdown,
  }),
  defineRoute({
    method: "get",
    path: "/usage/what-if",
    tag,
    summary: "Show what a period would have cost with another price or cache hit rate",
    verb: getCostWhatIf,
    query: schemas.costWhatIfQuery,
    input: ({ query }) => query,
    answer: schemas.costWhatIf,
  }),
  defineRoute({
    method: "get",
    path: "/usage/tags",
    tag,
    summary: "List the names of tags that calls of a period carried",
    verb: listUsageTags,
    query: schemas.usageQuery,
    input: ({ query }) => query,
    answer: schemas.tagNames,
  }),
];
