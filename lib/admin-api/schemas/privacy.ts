import { z } from "zod";
import { instant, named } from "./fields";
import { idOf } from "./text";

export const textTier = z.enum(["none", "text"]).meta({
  description: "`none`: prompts and answers are never kept. `text`: they are, and who may reveal them is audited.",
});
const textDays = z.int().min(1).max(3650).meta({ description: "Days that text is kept.", example: 30 });
const recordDays = z.int().min(1).max(3650).meta({
  description: "Days that request records are kept. Charts, quotas and the ledger stay.",
  example: 400,
});

export const privacySettings = z
  .object({
    textTier,
    textDays,
    recordDays,
    projects: z.array(
      z.object({
        id: idOf("prj"),
        name: z.string(),
        team: named,
        own: z
          .object({ textTier: textTier.nullable(), textDays: textDays.nullable() })
          .meta({ description: "Null: as the organization." }),
        textTier,
        textDays,
      }),
    ),
  })
  .meta({ id: "PrivacySettings" });

export const updatePrivacyInput = z
  .strictObject({ textTier: textTier.optional(), textDays: textDays.optional(), recordDays: recordDays.optional() })
  .meta({ id: "UpdatePrivacy" });

export const projectPrivacyInput = z
  .strictObject({ textTier: textTier.nullable(), textDays: textDays.nullable() })
  .meta({ id: "ProjectPrivacy" });

export const eraseEndUserInput = z
  .strictObject({
    endUser: z
      .string()
      .min(1)
      .max(4096)
      .meta({ description: "Exactly as callers named them.", example: "customer-77" }),
  })
  .meta({ id: "EraseEndUser" });

const count = z.int();

/** The signed statement of an erasure. */
export const signedErasure = z
  .object({
    document: z.object({
      format: z.literal("gatehouse-erasure/1"),
      id: z.string(),
      organizationId: z.string(),
      subjectDigest: z.string().meta({ description: "SHA-256 of `<organization id>:<end user>`, hex." }),
      erasedAt: instant,
      erasedBy: z.string(),
      erased: z.object({
        texts: count,
        records: count,
        ledgerEntries: count,
        chartSums: count,
        quotaWindows: count,
        exports: count,
      }),
      left: count.meta({ description: "Rows that still named them when it was over." }),
    }),
    signature: z.string(),
    publicKey: z.string(),
  })
  .meta({ id: "SignedErasure" });

export const erasureList = z.object({ items: z.array(signedErasure) }).meta({ id: "ErasureList" });

export type SignedErasure = z.output<typeof signedErasure>;
export type PrivacySettings = z.output<typeof privacySettings>;
export type UpdatePrivacyInput = z.input<typeof updatePrivacyInput>;
export type ProjectPrivacyInput = z.input<typeof projectPrivacyInput>;
