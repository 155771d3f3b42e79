import { findPrivacy, type ProjectPrivacy, updateProjectPrivacyRow } from "@/db/queries/privacy/privacy";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";
import { readPrivacySettings } from "./get-privacy";

interface SetProjectPrivacy extends ProjectPrivacy {
  projectId: string;
}

/** Sets what one project keeps; null is what the organization says. */
export const setProjectPrivacy = defineChange({
  name: "privacy.set_project",
  permission: "privacy:write",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locateProject,
  async change(work, project, input: SetProjectPrivacy) {
    refuseArchivedProject(project);
    const before: ProjectPrivacy = { textTier: project.textTier, textDays: project.textDays };
    const after: ProjectPrivacy = { textTier: input.textTier, textDays: input.textDays };
    const organization = await findPrivacy(work.run, work.organizationId);
    if ((after.textDays ?? 0) > (organization?.recordDays ?? 0))
      throw invalidField("textDays", "cannot outlive the records it belongs to");
    await updateProjectPrivacyRow(work.run, work.organizationId, project.id, after);
    return {
      result: await readPrivacySettings(work),
      audit: { targetKind: "project", targetId: project.id, before: { ...before }, after: { ...after } },
    };
  },
});
