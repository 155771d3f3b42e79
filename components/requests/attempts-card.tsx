"use client";

import Link from "next/link";
import type { RequestAttempt } from "@/lib/admin-api/client/requests";
import { Badge, type Tone } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { CopyableId } from "../ui/copyable-id";
import { formatDuration } from "../ui/format/format-duration";
import { StatusPill } from "../ui/status-pill";

const LOOKS: Record<RequestAttempt["outcome"], { tone: Tone; label: string }> = {
  ok: { tone: "good", label: "Answered" },
  failed: { tone: "bad", label: "Failed" },
  aborted: { tone: "neutral", label: "Aborted" },
};
const HEAD = "whitespace-nowrap px-2 pb-1 text-left font-medium first:pl-4 last:pr-4";
const CELL = "whitespace-nowrap px-2 align-top py-1.5 first:pl-4 last:pr-4";

/** Every try at a target, in order. */
export function AttemptsCard({ attempts }: { attempts: readonly RequestAttempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Attempts" description="Tried in the plan's order, until one answered" />
      <div className="overflow-x-auto pb-2">
        <table className="w-full text-sm">
          <thead className="text-faint text-xs">
            <tr>
              {["#", "Provider", "Outcome", "Status", "Took", "Provider's request id"].map((head) => (
                <th key={head} scope="col" className={HEAD}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt, index) => (
              <AttemptRow key={`${attempt.deploymentId} ${attempt.startedMs}`} attempt={attempt} number={index + 1} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function AttemptRow({ attempt, number }: { attempt: RequestAttempt; number: number }) {
  const { tone, label } = LOOKS[attempt.outcome];
  return (
    <tr>
      <td className={`${CELL} text-faint`}>{number}</td>
      <td className={CELL}>
        <span className="flex items-center gap-2">
          <Link href={`/providers/${attempt.providerId}`} className="rounded-xs hover:underline">
            {attempt.providerName}
          </Link>
          {attempt.simulated ? <Badge tone="info">simulated</Badge> : null}
        </span>
        <span className="block text-muted text-xs">{attempt.upstreamModel}</span>
      </td>
      <td className={CELL}>
        <StatusPill tone={tone}>{label}</StatusPill>
        {attempt.errorCode ? (
          <span className="block text-faint text-xs">{attempt.errorCode.replaceAll("_", " ")}</span>
        ) : null}
      </td>
      <td className={`${CELL} tabular-nums`}>{attempt.status ?? "—"}</td>
      <td className={`${CELL} tabular-nums`}>{formatDuration(attempt.durationMs)}</td>
      <td className={CELL}>
        {attempt.upstreamRequestId ? (
          <CopyableId id={attempt.upstreamRequestId} what="provider's request id" className="max-w-40" />
        ) : (
          <span className="text-faint">—</span>
        )}
      </td>
    </tr>
  );
}
