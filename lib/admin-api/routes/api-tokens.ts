import { createApiToken } from "@/lib/admin/api-tokens/create-api-token";
import { listApiTokens } from "@/lib/admin/api-tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/admin/api-tokens/revoke-api-token";
import { rotateApiToken } from "@/lib/admin/api-tokens/rotate-api-token";
import { updateApiToken } from "@/lib/admin/api-tokens/update-api-token";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/api-tokens";
import { apiTokenView } from "../views/api-token-view";

const tag = "api tokens";

export const apiTokensRoutes = [
  defineRoute({
    method: "get",
    path: "/api-tokens",
    tag,
    summary: "List your API tokens, newest first",
    description: "With `everyone` everybody's, for owners, admins and auditors.",
    verb: listApiTokens,
    query: schemas.listApiTokensQuery,
    input: ({ query }) => ({ everyone: query.everyone ?? false, cursor: query.cursor ?? null, limit: query.limit }),
    answer: schemas.apiTokenPage,
    render: ({ items, nextCursor }, { actor }) => ({
      items: items.map((token) => apiTokenView(token, actor)),
      nextCursor,
    }),
  }),
  defineRoute({
    method: "post",
    path: "/api-tokens",
    tag,
    summary: "Create an API token",
    description: "It acts as you, within its scopes. The token is in this answer and nowhere else, ever.",
    verb: createApiToken,
    body: schemas.createApiTokenInput,
    input: ({ body }) => ({
      kind: body.kind,
      name: body.name,
      scopes: body.scopes,
      expiresAt: body.expiresAt === null ? null : new Date(body.expiresAt),
    }),
    status: 201,
    answer: schemas.apiTokenWithSecret,
    render: ({ apiToken, secret }, { actor }) => ({
      apiToken: apiTokenView(apiToken, actor),
      secret: secret.reveal(),
      alreadyShown: false,
    }),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
  defineRoute({
    method: "patch",
    path: "/api-tokens/{apiTokenId}",
    tag,
    summary: "Give an API token another name, fewer scopes or an earlier end",
    verb: updateApiToken,
    params: schemas.apiTokenParams,
    body: schemas.updateApiTokenInput,
    input: ({ params, body }) => ({
      apiTokenId: params.apiTokenId,
      name: body.name,
      scopes: body.scopes,
      expiresAt: body.expiresAt === undefined ? undefined : new Date(body.expiresAt),
    }),
    answer: schemas.apiToken,
    render: (token, { actor }) => apiTokenView(token, actor),
  }),
  defineRoute({
    method: "post",
    path: "/api-tokens/{apiTokenId}/rotate",
    tag,
    summary: "Give an API token another secret",
    description:
      "The secret before keeps working for the overlap. The new one is in this answer and nowhere else, ever.",
    verb: rotateApiToken,
    params: schemas.apiTokenParams,
    body: schemas.rotateApiTokenInput,
    input: ({ params, body }) => ({ apiTokenId: params.apiTokenId, overlapSeconds: body.overlapSeconds }),
    answer: schemas.apiTokenWithSecret,
    render: ({ apiToken, secret }, { actor }) => ({
      apiToken: apiTokenView(apiToken, actor),
      secret: secret.reveal(),
      alreadyShown: false,
    }),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
  defineRoute({
    method: "post",
    path: "/api-tokens/{apiTokenId}/revoke",
    tag,
    summary: "Revoke an API token",
    verb: revokeApiToken,
    params: schemas.apiTokenParams,
    input: ({ params }) => ({ apiTokenId: params.apiTokenId }),
    answer: schemas.apiToken,
    render: (token, { actor }) => apiTokenView(token, actor),
  }),
];
