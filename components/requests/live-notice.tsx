import { Notice } from "../ui/notice";
import type { LiveRequestsView } from "./use-live-requests";

/** What a live list cannot do now, and what helps. */
export function LiveNotice({ live }: { live: LiveRequestsView }) {
  if (live.state === "disconnected") {
    return (
      <Notice kind="warn">
        Disconnected. New calls are missing here until Gatehouse answers again; it is tried by itself.
      </Notice>
    );
  }
  if (live.state === "refused") {
    return (
      <Notice kind="warn">
        Not live: your session has ended, or you may not see these calls any more. Reload the page.
      </Notice>
    );
  }
  if (live.isCut) {
    return (
      <Notice kind="info">
        More calls come in than a live list can show. Narrow the filters, or reload to see all of them.
      </Notice>
    );
  }
  return null;
}
