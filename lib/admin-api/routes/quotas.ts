import type { AdminContext } from "@/lib/admin/context";
import { archiveQuota } from "@/lib/admin/quotas/archive-quota";
import { listQuotas } from "@/lib/admin/quotas/list-quotas";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { updateQuota } from "@/lib/admin/quotas/update-quota";
import type { QuotaWithStanding } from "@/lib/admin/quotas/with-standings";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/quotas";
import { quotaView } from "../views/quota-view";

const tag = "quotas";
const answer = schemas.quota;
const params = schemas.quotaParams;
const render = (result: QuotaWithStanding, context: AdminContext) => quotaView(result, context.actor);

export const quotasRoutes = [
  defineRoute({
    method: "get",
    path: "/quotas",
    tag,
    summary: "List quotas with where they stand, outermost scope first",
    verb: listQuotas,
    query: schemas.listQuotasQuery,
    input: ({ query }) => ({
      scopeKind: query.scopeKind ?? null,
      scopeId: query.scopeId ?? null,
      includeArchived: query.includeArchived ?? false,
    }),
    answer: schemas.quotaList,
    render: (quotas, { actor }) => ({ items: quotas.map((quota) => quotaView(quota, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/quotas",
    tag,
    summary: "Set a quota on the organization, a team, a project or a key",
    description: "One quota per scope, unit and window: setting it again replaces its limit.",
    verb: setQuota,
    body: schemas.setQuotaInput,
    input: ({ body }) => ({
      scope: { scopeKind: body.scope.kind, scopeId: body.scope.id },
      terms: readQuotaTerms(body, "limit"),
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/quotas/{quotaId}",
    tag,
    summary: "Change a quota's limit or whether it refuses",
    verb: updateQuota,
    params,
    body: schemas.updateQuotaInput,
    input: ({ params: { quotaId }, body }) => ({ quotaId, limit: body.limit, hard: body.hard }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/quotas/{quotaId}/archive",
    tag,
    summary: "Take a quota away",
    verb: archiveQuota,
    params,
    input: ({ params: { quotaId } }) => ({ quotaId }),
    answer,
    render,
  }),
];
