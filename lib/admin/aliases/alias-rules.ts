import { findAliasesNamed } from "@/db/queries/aliases/list-aliases";
import { findUnknownModels } from "@/db/queries/keys/find-unknown-models";
import { findModelNamed } from "@/db/queries/models/find-model";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import { isWildcard } from "@/lib/policy/wildcard";
import type { Work } from "../context";

/**
 * What an alias may stand for: a model's name, or one that a wildcard covers. Never another alias, so that no alias leads in a circle
 * and one step tells what a name means. Throws AdminError `invalid_request`.
 */
export async function refuseNoModel(work: Work, modelName: string): Promise<void> {
  if (isWildcard(modelName)) {
    throw invalidField("model", `"${modelName}" is a wildcard. Name one model below it.`);
  }
  const aliases = await findAliasesNamed(work.run, work.organizationId, modelName);
  if (aliases.length > 0) {
    throw invalidField("model", `"${modelName}" is an alias itself. Name the model it stands for.`);
  }
  const [unknown] = await findUnknownModels(work.run, work.organizationId, [modelName]);
  if (unknown !== undefined) throw invalidField("model", `there is no model "${modelName}"`);
}

/** An alias never hides a model. Throws AdminError `name_taken`. */
export async function refuseModelsName(work: Work, name: string): Promise<void> {
  if ((await findModelNamed(work.run, work.organizationId, name)) === null) return;
  throw new AdminError("name_taken", `A model is called "${name}". An alias may not hide it; choose another name.`);
}

/** A model never takes a name that callers use for another one. Throws AdminError `name_taken`. */
export async function refuseAliasesName(work: Work, name: string): Promise<void> {
  const [first] = await findAliasesNamed(work.run, work.organizationId, name);
  if (first === undefined) return;
  const whose = first.projectId === null ? "the organization" : "a project";
  throw new AdminError("name_taken", `"${name}" is an alias of ${whose}. Remove it first, or choose another name.`);
}
