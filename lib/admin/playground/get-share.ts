import { defineRead } from "../define-verb";
import { locateShare } from "./locate-share";

/** A shared conversation with all that was said. */
export const getShare = defineRead({
  name: "playground.get_share",
  permission: "playground:read",
  kind: "conversation",
  locate: locateShare,
  read: async (_work, share, _input: { shareId: string }) => share,
});
