import { z } from "zod";
import { instant } from "./fields";
import { flag, pageOf, pageQuery } from "./page";
import { idOf, line } from "./text";

export const API_TOKEN_KINDS = ["personal", "service"] as const;

const scopes = z
  .array(z.string().max(60))
  .min(1)
  .max(100)
  .meta({ example: ["keys:read", "keys:create"] });

export const apiToken = z
  .object({
    id: idOf("tok"),
    kind: z.enum(API_TOKEN_KINDS).meta({ description: "A service token is a machine's, and every reader sees it." }),
    name: z.string().meta({ example: "terraform" }),
    last4: z.string().meta({ example: "x7Qa" }),
    person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    scopes: z
      .array(z.string())
      .meta({ description: "Permission names; `*` is everything its person may.", example: ["keys:read"] }),
    status: z.enum(["active", "expired", "revoked"]),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    rotatedAt: instant.nullable(),
    previousUntil: instant.nullable().meta({ description: "The secret before the last rotation works until then." }),
    allowedActions: z.array(z.enum(["update", "rotate", "revoke"])),
  })
  .meta({ id: "ApiToken" });

export const apiTokenWithSecret = z
  .object({
    apiToken,
    secret: z
      .string()
      .nullable()
      .meta({ description: "Null in a repeated answer: it was already shown.", example: "ghp_…" }),
    alreadyShown: z.boolean(),
  })
  .meta({ id: "ApiTokenWithSecret" });

export const apiTokenParams = z.object({ apiTokenId: idOf("tok") });
export const listApiTokensQuery = pageQuery.extend({
  everyone: flag.optional().meta({ description: "Everybody's, for owners, admins and auditors; otherwise one's own." }),
});
export const apiTokenPage = pageOf(apiToken, "ApiTokenPage");
export const createApiTokenInput = z
  .strictObject({
    name: line(80).meta({ example: "terraform" }),
    kind: z.enum(API_TOKEN_KINDS).default("personal"),
    scopes,
    /** Null: until it is revoked. */
    expiresAt: instant.nullable(),
  })
  .meta({ id: "CreateApiToken" });

export const updateApiTokenInput = z
  .strictObject({ name: line(80).optional(), scopes: scopes.optional(), expiresAt: instant.optional() })
  .meta({ id: "UpdateApiToken" });

const LONGEST_OVERLAP_S = 7 * 86_400;
export const rotateApiTokenInput = z
  .strictObject({ overlapSeconds: z.int().min(0).max(LONGEST_OVERLAP_S).default(0) })
  .meta({ id: "RotateApiToken" });

export type ApiToken = z.output<typeof apiToken>;
export type ApiTokenWithSecret = z.output<typeof apiTokenWithSecret>;
export type ListApiTokensQuery = z.input<typeof listApiTokensQuery>;
export type CreateApiTokenInput = z.input<typeof createApiTokenInput>;
