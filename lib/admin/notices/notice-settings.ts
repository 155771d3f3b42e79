import { findOrganization } from "@/db/queries/people/find-organization";
import { updateExpiryNoticeDays } from "@/db/queries/people/update-organization";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange, defineRead, inOrganization } from "../define-verb";

/** How many days before things end it is told, the longest first; none: never. */
export interface NoticeSettings {
  expiryDays: number[];
}

export const getNoticeSettings = defineRead({
  name: "notices.get_settings",
  permission: "notices:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => readSettings(work),
});

/** Says when ends that come near are told. Marks that were told stay told. */
export const setNoticeSettings = defineChange({
  name: "notices.set_settings",
  permission: "notices:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { expiryDays }: NoticeSettings) {
    const before = await readSettings(work);
    await updateExpiryNoticeDays(work.run, work.organizationId, inOrder(expiryDays));
    const result = await readSettings(work);
    return {
      result,
      audit: { targetKind: "organization", targetId: work.organizationId, before: { ...before }, after: { ...result } },
    };
  },
});

async function readSettings(work: Work): Promise<NoticeSettings> {
  const organization = await findOrganization(work.run, work.organizationId);
  if (organization === null) throw notFound("organization");
  return { expiryDays: inOrder(organization.expiryNoticeDays) };
}

function inOrder(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => b - a);
}
