"use client";

import { useQuery } from "@tanstack/react-query";
import { CirclePlay } from "lucide-react";
import Link from "next/link";
import type { RunawayFlag } from "@/lib/admin-api/client/runaway";
import { waitingRequestsQuery } from "../access-requests/access-requests-queries";
import { waitingReviewsQuery } from "../access-reviews/access-reviews-queries";
import { KEY_STATUS } from "../keys/key-words";
import { openFlagsQuery, useDismissFlag, useResumeKey } from "../keys/runaway-queries";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { WaitingRequest } from "./waiting-request";
import { WaitingReview } from "./waiting-review";

const SHOWN = 5;

/** What waits for the signed-in person: accesses to review, and keys that the runaway guard paused or flagged and that they may judge. */
export function WaitingCard() {
  const { data: me } = useQuery(meQuery());
  const mayJudge = me !== undefined && holds(me, "keys:resume");
  const { data: flags } = useQuery({ ...openFlagsQuery(), enabled: mayJudge });
  const mayDecide = me !== undefined && holds(me, "access_reviews:decide");
  const { data: reviews } = useQuery({ ...waitingReviewsQuery(), enabled: mayDecide });
  const mayGive = me !== undefined && holds(me, "access_requests:decide");
  const { data: requests } = useQuery({ ...waitingRequestsQuery(), enabled: mayGive });
  const waiting = flags?.filter((flag) => flag.allowedActions.length > 0) ?? [];
  if (waiting.length === 0 && !reviews?.length && !requests?.length) return null;
  const more = waiting.length - SHOWN;
  return (
    <Card>
      <CardHeader
        title="Waiting for you"
        description="Requests to decide, accesses to review, keys that the runaway guard stopped or noticed"
      />
      <ul aria-label="Waiting for you" className="divide-y border-t">
        {requests?.map((request) => (
          <WaitingRequest key={request.id} request={request} />
        ))}
        {reviews?.map((review) => (
          <WaitingReview key={review.id} review={review} />
        ))}
        {waiting.slice(0, SHOWN).map((flag) => (
          <Waiting key={flag.id} flag={flag} />
        ))}
      </ul>
      {more > 0 ? (
        <p className="border-t px-4 py-2 text-sm">
          <Link href="/keys" className="text-accent-ink hover:underline">
            {more} more among the keys
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

function Waiting({ flag }: { flag: RunawayFlag }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <Link href={`/keys/${flag.key.id}`} className="font-medium text-ink hover:underline">
            {flag.key.name}
          </Link>
          <StatusPill tone={flag.paused ? KEY_STATUS.paused.tone : "warn"}>
            {flag.paused ? KEY_STATUS.paused.label : "Flagged"}
          </StatusPill>
          <span className="text-faint text-xs">
            {flag.team.name} / {flag.project.name} · <TimeCell value={flag.raisedAt} />
          </span>
        </span>
        <span className="text-muted text-sm">{flag.reason}</span>
      </div>
      {flag.paused ? <Resume flag={flag} /> : <Dismiss flag={flag} />}
    </li>
  );
}

function Resume({ flag: { key } }: { flag: RunawayFlag }) {
  const resume = useResumeKey(key.id);
  return (
    <Button size="sm" onClick={() => resume.mutate()} pending={resume.isPending} aria-label={`Resume key ${key.name}`}>
      <CirclePlay />
      Resume key
    </Button>
  );
}

function Dismiss({ flag: { id, key } }: { flag: RunawayFlag }) {
  const dismiss = useDismissFlag(key.id);
  return (
    <Button
      size="sm"
      onClick={() => dismiss.mutate(id)}
      pending={dismiss.isPending}
      aria-label={`What the guard saw in ${key.name} is fine`}
    >
      That is fine
    </Button>
  );
}
