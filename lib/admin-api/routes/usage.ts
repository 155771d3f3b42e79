import { getUsageBreakdown } from "@/lib/admin/usage/get-usage-breakdown";
import { getUsageOverview } from "@/lib/admin/usage/get-usage-overview";
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
    summary: "Show a period as series by team, project, key, model or provider",
    verb: getUsageBreakdown,
    query: schemas.usageBreakdownQuery,
    input: ({ query }) => query,
    answer: schemas.usageBreakdown,
  }),
];
