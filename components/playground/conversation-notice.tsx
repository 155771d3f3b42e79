"use client";

import type { PlaygroundShareDetail } from "@/lib/admin-api/client/playground";
import { Notice } from "../ui/notice";
import { TimeCell } from "../ui/time-cell";

/** Says that what is on the page was somebody's, and what writing on means. */
export function ConversationNotice({ share }: { share: PlaygroundShareDetail }) {
  return (
    <Notice kind="info" title={share.title}>
      Shared by {share.createdBy.name} in {share.team.name} / {share.project.name}, <TimeCell value={share.createdAt} />
      . What you add is your own and changes nothing in it.
    </Notice>
  );
}
