import { z } from "zod";
import { instant, named } from "./fields";
import { idOf, line } from "./text";

export const scimToken = z
  .object({
    id: idOf("sct"),
    name: z.string().meta({ example: "Entra provisioning" }),
    last4: z.string().meta({ example: "x7Qa" }),
    /** `retiring`: replaced, and works until `expiresAt`. */
    status: z.enum(["active", "retiring", "expired", "revoked"]),
    createdBy: named.nullable(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    allowedActions: z.array(z.enum(["rotate", "revoke"])),
  })
  .meta({ id: "ScimToken" });

export const scimTokenWithSecret = z
  .object({
    scimToken,
    secret: z
      .string()
      .nullable()
      .meta({ description: "Null in a repeated answer: it was already shown.", example: "ghs_…" }),
    alreadyShown: z.boolean(),
  })
  .meta({ id: "ScimTokenWithSecret" });

export const scimTokenList = z.object({ items: z.array(scimToken) }).meta({ id: "ScimTokenList" });
export const scimTokenParams = z.object({ scimTokenId: idOf("sct") });
const permit = idOf("arq")
  .optional()
  .meta({ description: "Your approved access request for exactly this, where it takes two people; used once." });
export const createScimTokenInput = z
  .strictObject({ name: line(80).meta({ example: "Entra provisioning" }), accessRequestId: permit })
  .meta({ id: "CreateScimToken" });
export const rotateScimTokenInput = z
  .strictObject({ overlapHours: z.int().min(0).max(168).default(24), accessRequestId: permit })
  .meta({ id: "RotateScimToken" });

export type ScimToken = z.output<typeof scimToken>;
export type ScimTokenWithSecret = z.output<typeof scimTokenWithSecret>;
export type CreateScimTokenInput = z.input<typeof createScimTokenInput>;
export type RotateScimTokenInput = z.input<typeof rotateScimTokenInput>;
