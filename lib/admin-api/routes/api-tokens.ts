import { createApiToken } from "@/lib/admin/api-tokens/create-api-token";
import { listApiTokens } from "@/lib/admin/api-tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/admin/api-tokens/revoke-api-token";
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
