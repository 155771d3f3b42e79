import { findPrivacy, listProjectPrivacy } from "@/db/queries/privacy/privacy";
import type { PrivacySettings } from "@/lib/admin-api/schemas/privacy";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineRead, inOrganization } from "../define-verb";

/** What is kept and for how long: the organization's settings, and every project with what it says of its own. */
export const getPrivacy = defineRead({
  name: "privacy.get",
  permission: "privacy:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined) {
    return readPrivacySettings(work);
  },
});

export async function readPrivacySettings(work: Work): Promise<PrivacySettings> {
  const settings = await findPrivacy(work.run, work.organizationId);
  if (settings === null) throw notFound("organization");
  const projects = await listProjectPrivacy(work.run, work.organizationId);
  return {
    ...settings,
    projects: projects.map(({ teamId, teamName, textTier, textDays, ...named }) => ({
      ...named,
      team: { id: teamId, name: teamName },
      own: { textTier, textDays },
      textTier: textTier ?? settings.textTier,
      textDays: textDays ?? settings.textDays,
    })),
  };
}
