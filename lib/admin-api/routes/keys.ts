import { KEY_STATUSES } from "@/db/queries/keys/list-keys";
import type { AdminContext } from "@/lib/admin/context";
import { createKey } from "@/lib/admin/keys/create-key";
import { disableKey } from "@/lib/admin/keys/disable-key";
import { enableKey } from "@/lib/admin/keys/enable-key";
import { getKey } from "@/lib/admin/keys/get-key";
import { grantKeyModels } from "@/lib/admin/keys/grant-key-models";
import type { KeyDetailRows } from "@/lib/admin/keys/key-detail";
import { listKeys } from "@/lib/admin/keys/list-keys";
import { revokeKey } from "@/lib/admin/keys/revoke-key";
import { revokeKeyModelGrant } from "@/lib/admin/keys/revoke-key-model-grant";
import { revokeKeySecret } from "@/lib/admin/keys/revoke-key-secret";
import { rotateKey } from "@/lib/admin/keys/rotate-key";
import { updateKey } from "@/lib/admin/keys/update-key";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/keys";
import { keyDetailView, keyView, keyWithSecretView } from "../views/key-view";

const tag = "keys";
const answer = schemas.keyDetail;
const params = schemas.keyParams;
const onKey = (parts: { params: { keyId: string } }) => ({ keyId: parts.params.keyId });
const render = (result: KeyDetailRows, context: AdminContext) => keyDetailView(result, context.actor);
const withoutSecret = (shown: schemas.KeyWithSecret) => ({ ...shown, secret: null, alreadyShown: true });
const toDate = (instant: string | null) => (instant === null ? null : new Date(instant));

export const keysRoutes = [
  defineRoute({
    method: "get",
    path: "/keys",
    tag,
    summary: "List the virtual keys you may see, newest first",
    verb: listKeys,
    query: schemas.listKeysQuery,
    input: ({ query }) => ({
      teamId: query.teamId ?? null,
      projectId: query.projectId ?? null,
      statuses:
        query.status === undefined ? null : KEY_STATUSES.filter((one) => query.status?.split(",").includes(one)),
      model: query.model ?? null,
      createdBy: query.createdBy ?? null,
      mine: query.mine ?? false,
      search: query.search ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.keyPage,
    render: ({ items, nextCursor }, { actor }) => ({ items: items.map((key) => keyView(key, actor)), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/keys",
    tag,
    summary: "Create a virtual key",
    description: "The secret is in this answer and nowhere else, ever.",
    verb: createKey,
    body: schemas.createKeyInput,
    input: ({ body }) => ({
      projectId: body.projectId,
      name: body.name,
      purpose: body.purpose,
      allowedModels: body.allowedModels,
      expiresAt: toDate(body.expiresAt ?? null),
      ownerId: body.ownerId,
      tags: body.tags,
      mayAttribute: body.mayAttribute,
      onRunaway: body.onRunaway,
      quotas: body.quotas.map((terms, index) => readQuotaTerms(terms, `quotas.${index}.limit`)),
    }),
    status: 201,
    answer: schemas.keyWithSecret,
    render: (result, { actor }) => keyWithSecretView(result, actor),
    withoutSecret,
  }),
  defineRoute({
    method: "get",
    path: "/keys/{keyId}",
    tag,
    summary: "Show a virtual key with its secrets and where its quotas stand",
    verb: getKey,
    params,
    input: onKey,
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/keys/{keyId}",
    tag,
    summary: "Change a key's name, purpose, models, expiry, owner, tags or what happens when it runs away",
    verb: updateKey,
    params,
    body: schemas.updateKeyInput,
    input: ({ params: { keyId }, body }) => ({
      keyId,
      name: body.name,
      purpose: body.purpose,
      allowedModels: body.allowedModels,
      expiresAt: body.expiresAt === undefined ? undefined : toDate(body.expiresAt),
      ownerId: body.ownerId,
      tags: body.tags,
      mayAttribute: body.mayAttribute,
      onRunaway: body.onRunaway,
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/rotate",
    tag,
    summary: "Give a key a new secret",
    description:
      "The secrets that work now keep working for the overlap. The new one is in this answer and nowhere else, ever.",
    verb: rotateKey,
    params,
    body: schemas.rotateKeyInput,
    input: ({ params: { keyId }, body }) => ({ keyId, overlapSeconds: body.overlapSeconds }),
    answer: schemas.keyWithSecret,
    render: (result, { actor }) => keyWithSecretView(result, actor),
    withoutSecret,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/secrets/{secretId}/revoke",
    tag,
    summary: "End one secret of a key at once",
    verb: revokeKeySecret,
    params: schemas.keySecretParams,
    input: (parts) => ({ keyId: parts.params.keyId, secretId: parts.params.secretId }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/model-grants",
    tag,
    summary: "Let a key call further models until a time",
    verb: grantKeyModels,
    params,
    body: schemas.grantKeyModelsInput,
    input: ({ params: { keyId }, body: { models, endsAt, reason } }) => ({
      keyId,
      models,
      endsAt: new Date(endsAt),
      reason,
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/model-grants/{grantId}/revoke",
    tag,
    summary: "Take models that were given for a time back",
    verb: revokeKeyModelGrant,
    params: schemas.keyModelGrantParams,
    input: ({ params: { keyId, grantId } }) => ({ keyId, grantId }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/disable",
    tag,
    summary: "Pause a key",
    verb: disableKey,
    params,
    input: onKey,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/enable",
    tag,
    summary: "End a key's pause",
    verb: enableKey,
    params,
    input: onKey,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/keys/{keyId}/revoke",
    tag,
    summary: "Revoke a key for good",
    verb: revokeKey,
    params,
    input: onKey,
    answer,
    render,
  }),
];
