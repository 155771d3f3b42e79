import { getPrivacy } from "@/lib/admin/privacy/get-privacy";
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
];
