import type { NoticeTest } from "@/lib/admin-api/client/notices";
import { formatDuration } from "../ui/format/format-duration";
import { Notice } from "../ui/notice";

/** What came of a test. */
export function TestAnswer({ answer: { taken, status, said, durationMs } }: { answer: NoticeTest }) {
  const answered = status === null ? "" : `${status}, `;
  return (
    <div role="status">
      <Notice kind={taken ? "good" : "bad"} title={taken ? "The test arrived" : "The test did not arrive"}>
        <span className="break-words">
          {answered}after {formatDuration(durationMs)}
          {said === "" ? "." : `: ${said}`}
        </span>
      </Notice>
    </div>
  );
}
