import { eraseEndUser } from "@/lib/admin/privacy/erase-end-user";
import { getPrivacy } from "@/lib/admin/privacy/get-privacy";
import { listErasures } from "@/lib/admin/privacy/list-erasures";
import { setProjectPrivacy } from "@/lib/admin/privacy/set-project-privacy";
import { updatePrivacy } from "@/lib/admin/privacy/update-privacy";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/privacy";
import { projectParams } from "../schemas/projects";

const tag = "privacy";

export const privacyRoutes = [
  defineRoute({
    method: "get",
    path: "/privacy",
    tag,
    summary: "Show what is kept of prompts and answers, and for how long",
    verb: getPrivacy,
    input: () => undefined,
    answer: schemas.privacySettings,
  }),
  defineRoute({
    method: "patch",
    path: "/privacy",
    tag,
    summary: "Change what the organization keeps",
    description: "Projects that say nothing of their own follow. A shorter span holds for what is kept already.",
    verb: updatePrivacy,
    body: schemas.updatePrivacyInput,
    input: ({ body }) => ({ textTier: body.textTier, textDays: body.textDays, recordDays: body.recordDays }),
    answer: schemas.privacySettings,
  }),
  defineRoute({
    method: "put",
    path: "/projects/{projectId}/privacy",
    tag,
    summary: "Set what a project keeps",
    verb: setProjectPrivacy,
    params: projectParams,
    body: schemas.projectPrivacyInput,
    input: ({ params, body }) => ({ projectId: params.projectId, ...body }),
    answer: schemas.privacySettings,
  }),
  defineRoute({
    method: "get",
    path: "/erasures",
    tag,
    summary: "List erasures of end users with their signed statements",
    verb: listErasures,
    input: () => undefined,
    answer: schemas.erasureList,
    render: (rows) => ({ items: rows.map((row) => schemas.signedErasure.parse(row.document)) }),
  }),
  defineRoute({
    method: "post",
    path: "/erasures",
    tag,
    summary: "Erase one end user",
    description:
      "Their texts go; in records, ledger, charts and quotas a pseudonym takes their place, so every sum stays. Answers the signed statement of it. Cannot be undone.",
    verb: eraseEndUser,
    body: schemas.eraseEndUserInput,
    input: ({ body }) => ({ endUser: body.endUser }),
    status: 201,
    answer: schemas.signedErasure,
  }),
];
