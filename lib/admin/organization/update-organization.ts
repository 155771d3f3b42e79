import { findOrganization, type OrganizationRow } from "@/db/queries/people/find-organization";
import { isTimeZone, updateOrganizationRow } from "@/db/queries/people/update-organization";
import { invalidField, notFound } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";

interface UpdateOrganization {
  /** Undefined stays as it is. */
  name: string | undefined;
  /** An IANA name: where a day begins, in quotas and charts. Undefined stays as it is. */
  timeZone: string | undefined;
}

/** Gives the organization another name or time zone. Windows that run keep what was used in them. */
export const updateOrganization = defineChange({
  name: "organization.update",
  permission: "organization:update",
  kind: "organization",
  policy: "enforced",
  locate: inOrganization,
  async change(work, _target, input: UpdateOrganization) {
    const before = await findOrganization(work.run, work.organizationId);
    if (before === null) throw notFound("organization");
    const after = { name: input.name ?? before.name, timeZone: input.timeZone ?? before.timeZone };
    if (!(await isTimeZone(work.run, after.timeZone))) {
      throw invalidField("timeZone", "must be the name of a time zone, such as Europe/Berlin");
    }
    await updateOrganizationRow(work.run, work.organizationId, after);
    const result: OrganizationRow = { ...before, ...after };
    const shown = ({ name, timeZone }: typeof after) => ({ name, timeZone });
    return {
      result,
      audit: { targetKind: "organization", targetId: before.id, before: shown(before), after: shown(after) },
    };
  },
});
