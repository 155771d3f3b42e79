import { updateExpiryNoticeDays } from "@/db/queries/people/update-organization";
import { defineChange, inOrganization } from "../define-verb";
import { longestFirst, type NoticeSettings, readNoticeSettings } from "./notice-settings";

/** Says when ends that come near are told. Marks that were told stay told. */
export const setNoticeSettings = defineChange({
  name: "notices.set_settings",
  permission: "notices:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { expiryDays }: NoticeSettings) {
    const before = await readNoticeSettings(work);
    await updateExpiryNoticeDays(work.run, work.organizationId, longestFirst(expiryDays));
    const result = await readNoticeSettings(work);
    return {
      result,
      audit: { targetKind: "organization", targetId: work.organizationId, before: { ...before }, after: { ...result } },
    };
  },
});
