import type { AdminContext } from "@/lib/admin/context";
import { createScimToken } from "@/lib/admin/provisioning/create-scim-token";
import { listScimTokens } from "@/lib/admin/provisioning/list-scim-tokens";
import type { NewScimToken } from "@/lib/admin/provisioning/locate-scim-token";
import { revokeScimToken } from "@/lib/admin/provisioning/revoke-scim-token";
import { rotateScimToken } from "@/lib/admin/provisioning/rotate-scim-token";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/scim-tokens";
import { scimTokenView } from "../views/scim-token-view";

const tag = "provisioning";
const renderNew = ({ scimToken, secret }: NewScimToken, { actor }: AdminContext) => ({
  scimToken: scimTokenView(scimToken, actor),
  secret: secret.reveal(),
  alreadyShown: false,
});
const withoutSecret = (shown: schemas.ScimTokenWithSecret) => ({ ...shown, secret: null, alreadyShown: true });

export const scimTokensRoutes = [
  defineRoute({
    method: "get",
    path: "/scim-tokens",
    tag,
    summary: "List the tokens with which directories provision people, newest first",
    verb: listScimTokens,
    input: () => undefined,
    answer: schemas.scimTokenList,
    render: (tokens, { actor }) => ({ items: tokens.map((token) => scimTokenView(token, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/scim-tokens",
    tag,
    summary: "Create a SCIM token",
    description: "It opens /api/scim/v2 and nothing else. The token is in this answer and nowhere else, ever.",
    verb: createScimToken,
    body: schemas.createScimTokenInput,
    input: ({ body }) => ({ name: body.name, accessRequestId: body.accessRequestId ?? null }),
    status: 201,
    answer: schemas.scimTokenWithSecret,
    render: renderNew,
    withoutSecret,
  }),
  defineRoute({
    method: "post",
    path: "/scim-tokens/{scimTokenId}/rotate",
    tag,
    summary: "Replace a SCIM token",
    description: "The old one works for `overlapHours` more. The new one is in this answer and nowhere else, ever.",
    verb: rotateScimToken,
    params: schemas.scimTokenParams,
    body: schemas.rotateScimTokenInput,
    input: ({ params: { scimTokenId }, body: { overlapHours, accessRequestId = null } }) => ({
      scimTokenId,
      overlapHours,
      accessRequestId,
    }),
    status: 201,
    answer: schemas.scimTokenWithSecret,
    render: renderNew,
    withoutSecret,
  }),
  defineRoute({
    method: "post",
    path: "/scim-tokens/{scimTokenId}/revoke",
    tag,
    summary: "Revoke a SCIM token",
    verb: revokeScimToken,
    params: schemas.scimTokenParams,
    input: ({ params }) => ({ scimTokenId: params.scimTokenId }),
    answer: schemas.scimToken,
    render: (token, { actor }) => scimTokenView(token, actor),
  }),
];
