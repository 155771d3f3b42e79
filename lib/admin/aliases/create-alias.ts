import { insertAlias } from "@/db/queries/aliases/write-alias";
import type { ProjectRow } from "@/db/queries/projects/list-projects";
import { newId } from "@/lib/crypto/new-id";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";
import { orNameTaken } from "../unique-violation";
import { refuseModelsName, refuseNoModel } from "./alias-rules";
import { describeAlias, readAlias } from "./locate-alias";

interface CreateAlias {
  /** Null: for every project. */
  projectId: string | null;
  name: string;
  model: string;
}

/** Gives a model another name, in one project or in all. */
export const createAlias = defineChange({
  name: "aliases.create",
  permission: "aliases:write",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locatePlace,
  async change(work, project, { name, model }: CreateAlias) {
    if (project !== null) refuseArchivedProject(project);
    await refuseModelsName(work, name);
    await refuseNoModel(work, model);
    const row = { id: newId("als"), projectId: project?.id ?? null, name, modelName: model };
    await orNameTaken(
      insertAlias(work.run, work.organizationId, row),
      "model_alias_name",
      `There is an alias "${name}" already. Change it, or choose another name.`,
    );
    return {
      result: await readAlias(work, row.id),
      audit: { targetKind: "alias", targetId: row.id, before: null, after: describeAlias(row) },
    };
  },
});

async function locatePlace(work: Work, { projectId }: CreateAlias): Promise<Located<ProjectRow | null> | null> {
  if (projectId !== null) return locateProject(work, { projectId });
  return { target: null, scope: { kind: "organization" }, seenIn: { kind: "anywhere" } };
}
