import { z } from "zod";
import { named } from "./fields";
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

export type PrivacySettings = z.output<typeof privacySettings>;
export type UpdatePrivacyInput = z.input<typeof updatePrivacyInput>;
export type ProjectPrivacyInput = z.input<typeof projectPrivacyInput>;
