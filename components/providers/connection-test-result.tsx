import type { ConnectionTest } from "@/lib/admin-api/client/providers";
import { formatDuration } from "../ui/format/format-duration";
import { Notice } from "../ui/notice";

export interface ConnectionTestResultProps {
  result: ConnectionTest | null;
  error: unknown;
}

/** What a connection test found, in words a person can act on; nothing before the first. */
export function ConnectionTestResult({ result, error }: ConnectionTestResultProps) {
  if (error instanceof Error) {
    return (
      <Notice kind="bad" title="The test could not run">
        {error.message}
      </Notice>
    );
  }
  if (!result) return null;
  const facts = [result.status === null ? "no answer" : `status ${result.status}`, formatDuration(result.durationMs)];
  return (
    <Notice kind={result.ok ? "good" : "bad"} title={result.ok ? "The connection works" : "The connection failed"}>
      {result.detail} <span className="opacity-70">({facts.join(", ")})</span>
    </Notice>
  );
}
