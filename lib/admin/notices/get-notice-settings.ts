import { defineRead, inOrganization } from "../define-verb";
import { readNoticeSettings } from "./notice-settings";

export const getNoticeSettings = defineRead({
  name: "notices.get_settings",
  permission: "notices:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => readNoticeSettings(work),
});
