import { z } from "zod";
import { instant, named } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { tag } from "./quota-scope";
import { quotaTerms } from "./quota-terms";
import { quota } from "./quotas";
import { idOf, line, optionalLine } from "./text";

/** `expired` is an active key past its expiry; `paused` one that the runaway guard stopped. */
export const keyStatus = z.enum(["active", "paused", "suspended", "disabled", "expired", "revoked"]);
export const keyAction = z.enum(["update", "rotate", "disable", "enable", "resume", "revoke", "set_quota"]);

const onRunaway = z.enum(["ignore", "flag", "pause"]).meta({
  description: "What happens when its spend runs away, or one prompt repeats in a loop.",
});
const tags = z
  .array(tag)
  .max(20)
  .meta({ description: "On every call of this key.", example: ["feature=search"] });
const mayAttribute = z.boolean().meta({
  description: "Whether its calls may name an end user and further tags that count in quotas.",
});

const modelNames = z
  .array(z.string().min(1).max(128))
  .max(500)
  .meta({ description: '`["*"]` is every model, an empty list is none.', example: ["gpt-5-mini"] });

export const key = z
  .object({
    id: idOf("key"),
    name: z.string().meta({ example: "search-production" }),
    purpose: z.string(),
    publicId: z.string().meta({ example: "7Kd02mQx" }),
    /** How every secret of the key starts; safe to show. */
    start: z.string().meta({ example: "gk_live_7Kd02mQx_" }),
    status: keyStatus,
    team: named,
    project: named,
    allowedModels: modelNames,
    expiresAt: instant.nullable(),
    createdAt: instant,
    createdBy: named.nullable(),
    owner: named.nullable().meta({ description: "The person whose quotas its calls count in." }),
    playground: z
      .boolean()
      .meta({ description: "A person's own, made by the playground; it dies when it is not used." }),
    tags,
    mayAttribute,
    onRunaway,
    pausedAt: instant.nullable(),
    /** One sentence; null while it is not paused. */
    pausedReason: z.string().nullable(),
    /** To within a minute; null never. */
    lastUsedAt: instant.nullable(),
    /** Secrets that work now. */
    activeSecretCount: z.int(),
    disabledAt: instant.nullable(),
    revokedAt: instant.nullable(),
    /** What the caller may do with it now. */
    allowedActions: z.array(keyAction),
  })
  .meta({ id: "Key" });

/** `retiring` still works until `notAfter`; `pending` does not work before `notBefore`. */
export const keySecret = z
  .object({
    id: idOf("sec"),
    last4: z.string().meta({ example: "x7Qa" }),
    status: z.enum(["active", "pending", "retiring", "expired", "revoked"]),
    notBefore: instant,
    notAfter: instant.nullable(),
    revokedAt: instant.nullable(),
    createdAt: instant,
    createdBy: named.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: "KeySecret" });

/** Models a key may call besides, until a time. */
const modelGrant = z
  .object({
    id: z.string(),
    models: z.array(z.string()),
    reason: z.string(),
    grantedBy: named.nullable(),
    endsAt: instant,
  })
  .meta({ id: "KeyModelGrant" });

export const keyDetail = key
  .extend({
    /** Those that run, the first to end first. */
    modelGrants: z.array(modelGrant),
    /** Newest first. */
    secrets: z.array(keySecret),
    /** Every quota that a call with this key may count against, outermost scope first. */
    quotas: z.array(quota),
  })
  .meta({ id: "KeyDetail" });

/** The answer that shows a secret, once. */
export const keyWithSecret = z
  .object({
    key: keyDetail,
    secret: z.string().nullable().meta({
      description: "The virtual key itself. Null in a repeated answer: it was already shown.",
      example: "gk_live_7Kd02mQx_…",
    }),
    alreadyShown: z.boolean(),
  })
  .meta({ id: "KeyWithSecret" });

export const keyParams = z.object({ keyId: idOf("key") });
export const keyModelGrantParams = keyParams.extend({ grantId: idOf("gra") });
export const grantKeyModelsInput = z
  .strictObject({ models: modelNames, endsAt: instant, reason: optionalLine(500).default("") })
  .meta({ id: "GrantKeyModels" });
export const keySecretParams = keyParams.extend({ secretId: idOf("sec") });
export const listKeysQuery = pageQuery.extend({
  teamId: idOf("team").optional(),
  projectId: idOf("prj").optional(),
  /** One or several, separated by commas; left out: all that are not revoked. */
  status: z
    .string()
    .regex(/^(active|paused|suspended|disabled|expired|revoked)(,(active|paused|suspended|disabled|expired|revoked))*$/)
    .optional()
    .meta({
      description: "One or several statuses, separated by commas. Left out: all but revoked.",
      example: "active,expired",
    }),
  model: z.string().max(128).optional().meta({ description: "Keys that may call this model." }),
  createdBy: idOf("per").optional(),
  mine: flag.optional(),
  search: search.optional().meta({ description: "Part of the name, the purpose or the public id." }),
});
export const keyPage = pageOf(key, "KeyPage");
export const createKeyInput = z
  .strictObject({
    projectId: idOf("prj"),
    name: line(80).meta({ example: "search-production" }),
    purpose: optionalLine(500).default(""),
    allowedModels: modelNames,
    expiresAt: instant.nullable().optional(),
    ownerId: idOf("per").nullable().default(null),
    tags: tags.default([]),
    mayAttribute: mayAttribute.default(false),
    onRunaway: onRunaway.default("flag"),
    /** Quotas on the key itself, in the same transaction. Whoever may make the key may limit it. */
    quotas: z.array(quotaTerms).max(20).default([]),
  })
  .meta({ id: "CreateKey" });
export const updateKeyInput = z
  .strictObject({
    name: line(80).optional(),
    purpose: optionalLine(500).optional(),
    allowedModels: modelNames.optional(),
    expiresAt: instant.nullable().optional(),
    ownerId: idOf("per").nullable().optional(),
    tags: tags.optional(),
    mayAttribute: mayAttribute.optional(),
    onRunaway: onRunaway.optional(),
  })
  .meta({ id: "UpdateKey" });
export const rotateKeyInput = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(30 * 86_400)
      .default(86_400)
      .meta({ description: "How long the secrets that work now keep working.", example: 86_400 }),
  })
  .meta({ id: "RotateKey" });

export type KeyStatus = z.output<typeof keyStatus>;
export type KeyAction = z.output<typeof keyAction>;
export type Key = z.output<typeof key>;
export type KeySecret = z.output<typeof keySecret>;
export type KeyDetail = z.output<typeof keyDetail>;
export type KeyWithSecret = z.output<typeof keyWithSecret>;
export type ListKeysQuery = z.input<typeof listKeysQuery>;
export type CreateKeyInput = z.input<typeof createKeyInput>;
export type UpdateKeyInput = z.input<typeof updateKeyInput>;
export type RotateKeyInput = z.input<typeof rotateKeyInput>;
