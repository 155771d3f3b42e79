import type { AdminContext } from "@/lib/admin/context";
import { archiveQuota } from "@/lib/admin/quotas/archive-quota";
import { getQuota } from "@/lib/admin/quotas/get-quota";
import { getQuotaOutlook } from "@/lib/admin/quotas/get-quota-outlook";
import { getQuotaWhatIf } from "@/lib/admin/quotas/get-quota-what-if";
import { grantQuota } from "@/lib/admin/quotas/grant-quota";
import { listQuotaHolds } from "@/lib/admin/quotas/list-quota-holds";
import { listQuotas } from "@/lib/admin/quotas/list-quotas";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { releaseQuotaHold } from "@/lib/admin/quotas/release-quota-hold";
import { revokeQuotaGrant } from "@/lib/admin/quotas/revoke-quota-grant";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { updateQuota } from "@/lib/admin/quotas/update-quota";
import type { QuotaWithStanding } from "@/lib/admin/quotas/with-standings";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/quotas";
import { quotaOutlookView } from "../views/quota-outlook-view";
import { quotaDetailView, quotaHoldsView, quotaView } from "../views/quota-view";

const KINDS = schemas.quotaScopeKind.options;

const tag = "quotas";
const answer = schemas.quota;
const params = schemas.quotaParams;
const onQuota = (parts: { params: { quotaId: string } }) => ({ quotaId: parts.params.quotaId });
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
      scopeKinds:
        query.scopeKind === undefined ? null : KINDS.filter((one) => query.scopeKind?.split(",").includes(one)),
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
    summary:
      "Set a quota on the organization, a team, a project, a key, a person, a model, a provider, a tag or an end user",
    description: "One quota per scope, unit and window, and one beside it in shadow: setting it again replaces it.",
    verb: setQuota,
    body: schemas.setQuotaInput,
    input: ({ body }) => ({
      scope: { scopeKind: body.scope.kind, scopeId: body.scope.id, scopeModelId: body.scope.modelId ?? null },
      terms: readQuotaTerms(body, "limit"),
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "get",
    path: "/quotas/{quotaId}",
    tag,
    summary: "Show a quota with its grants and what it would have refused in shadow",
    verb: getQuota,
    params,
    input: onQuota,
    answer: schemas.quotaDetail,
    render: (rows, { actor }) => quotaDetailView(rows, actor),
  }),
  defineRoute({
    method: "patch",
    path: "/quotas/{quotaId}",
    tag,
    summary: "Change a quota's limit and what it does",
    description:
      "Its scope, unit and window stay. Coming out of shadow it takes the place of the enforced quota like it, if there is one.",
    verb: updateQuota,
    params,
    body: schemas.updateQuotaInput,
    input: ({ params: { quotaId }, body }) => ({
      quotaId,
      limit: body.limit,
      hard: body.hard,
      shadow: body.shadow,
      onStoreDown: body.onStoreDown,
      maxCallPercent: body.maxCallPercent,
      alertPercents: body.alertPercents,
    }),
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
    input: onQuota,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/quotas/{quotaId}/grants",
    tag,
    summary: "Raise a quota until a time",
    description: "It falls away by itself.",
    verb: grantQuota,
    params,
    body: schemas.grantQuotaInput,
    input: ({ params: { quotaId }, body }) => ({
      quotaId,
      amount: body.amount,
      endsAt: new Date(body.endsAt),
      reason: body.reason,
    }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/quotas/{quotaId}/grants/{grantId}/revoke",
    tag,
    summary: "Take a raise back before its time",
    verb: revokeQuotaGrant,
    params: schemas.grantParams,
    input: (parts) => ({ quotaId: parts.params.quotaId, grantId: parts.params.grantId }),
    answer,
    render,
  }),
  defineRoute({
    method: "get",
    path: "/quotas/{quotaId}/outlook",
    tag,
    summary: "Show where a quota's window is going: used so far, expected end, when the limit is reached",
    verb: getQuotaOutlook,
    params,
    input: onQuota,
    answer: schemas.quotaOutlookAnswer,
    render: (rows) => ({ outlook: rows && quotaOutlookView(rows) }),
  }),
  defineRoute({
    method: "get",
    path: "/quotas/{quotaId}/what-if",
    tag,
    summary: "Show whom another limit would have refused lately",
    description: "Plays again what was let in. Not for calls at once, nor for each end user: use shadow mode there.",
    verb: getQuotaWhatIf,
    params,
    query: schemas.quotaWhatIfQuery,
    input: (parts) => ({ quotaId: parts.params.quotaId, limit: parts.query.limit }),
    answer: schemas.quotaWhatIf,
  }),
  defineRoute({
    method: "get",
    path: "/quotas/{quotaId}/holds",
    tag,
    summary: "List what running calls hold of a quota",
    verb: listQuotaHolds,
    params,
    input: onQuota,
    answer: schemas.quotaHoldList,
    render: (rows) => ({ items: quotaHoldsView(rows) }),
  }),
  defineRoute({
    method: "post",
    path: "/quotas/{quotaId}/holds/{holder}/release",
    tag,
    summary: "Give back what one call holds of a quota before it ends",
    description: "The call goes on, and what it really used is booked at its end.",
    verb: releaseQuotaHold,
    params: schemas.holdParams,
    input: (parts) => ({ quotaId: parts.params.quotaId, holder: parts.params.holder }),
    answer: schemas.releasedHold,
  }),
];
