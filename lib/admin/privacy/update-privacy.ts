import { findPrivacy, type Privacy, updatePrivacyRow } from "@/db/queries/privacy/privacy";
import { invalidField, notFound } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { readPrivacySettings } from "./get-privacy";

/** Undefined stays as it is. */
type UpdatePrivacy = { [Name in keyof Privacy]: Privacy[Name] | undefined };

/** Sets what every project keeps that does not say otherwise, and how long records stay. */
export const updatePrivacy = defineChange({
  name: "privacy.update",
  permission: "privacy:write",
  seenWith: "privacy:read",
  policy: "enforced",
  locate: inOrganization,
  async change(work, _target, input: UpdatePrivacy) {
    const before = await findPrivacy(work.run, work.organizationId);
    if (before === null) throw notFound("organization");
    const after: Privacy = {
      textTier: input.textTier ?? before.textTier,
      textDays: input.textDays ?? before.textDays,
      recordDays: input.recordDays ?? before.recordDays,
    };
    if (after.textDays > after.recordDays) throw invalidField("textDays", "cannot outlive the records it belongs to");
    await updatePrivacyRow(work.run, work.organizationId, after);
    return {
      result: await readPrivacySettings(work),
      audit: {
        targetKind: "organization",
        targetId: work.organizationId,
        before: { ...before },
        after: { ...after },
      },
    };
  },
});
