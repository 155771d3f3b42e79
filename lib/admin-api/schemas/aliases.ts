import { z } from "zod";
import { instant, named } from "./fields";
import { idOf } from "./text";

const aliasName = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/,
    "may have letters, digits and . _ : / @ - and must start with a letter or digit",
  )
  .meta({ description: "What callers ask for.", example: "fast" });

const target = z.string().trim().min(1).max(200).meta({
  description: "A model's name, or one that a wildcard covers; never another alias.",
  example: "gpt-5-mini",
});

export const alias = z
  .object({
    id: idOf("als"),
    name: z.string().meta({ example: "fast" }),
    model: z.string().meta({ example: "gpt-5-mini" }),
    project: named
      .nullable()
      .meta({ description: "Null: of every project, where a project has none of the same name itself." }),
    createdAt: instant,
    /** What the caller may do with it. */
    allowedActions: z.array(z.enum(["update", "remove"])),
  })
  .meta({ id: "Alias" });

export const aliasParams = z.object({ aliasId: idOf("als") });
export const listAliasesQuery = z.object({
  projectId: idOf("prj").optional().meta({ description: "Only those its callers may use." }),
});
export const aliasList = z.object({ items: z.array(alias) }).meta({ id: "AliasList" });
export const createAliasInput = z
  .strictObject({ projectId: idOf("prj").nullable().optional(), name: aliasName, model: target })
  .meta({ id: "CreateAlias" });
export const updateAliasInput = z.strictObject({ model: target }).meta({ id: "UpdateAlias" });

export type Alias = z.output<typeof alias>;
export type ListAliasesQuery = z.input<typeof listAliasesQuery>;
export type CreateAliasInput = z.input<typeof createAliasInput>;
export type UpdateAliasInput = z.input<typeof updateAliasInput>;
