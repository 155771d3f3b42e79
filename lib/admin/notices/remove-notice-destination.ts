import { removeNoticeDestination as removeRow } from "@/db/queries/notices/destinations";
import { defineChange } from "../define-verb";
import { locateNoticeDestination } from "./locate-notice-destination";

/** Sends nothing there any more, cancels what waits, and forgets its secrets. */
export const removeNoticeDestination = defineChange({
  name: "notices.remove_destination",
  permission: "notices:configure",
  policy: "not_enforced",
  kind: "destination",
  locate: locateNoticeDestination,
  async change(work, { id, kind, name, settings }) {
    await removeRow(work.run, id);
    return {
      result: undefined,
      audit: { targetKind: "notice_destination", targetId: id, before: { kind, name, ...settings }, after: null },
    };
  },
});
