"use client";

import { useQuery } from "@tanstack/react-query";
import { CirclePlay } from "lucide-react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import type { RunawayFlag } from "@/lib/admin-api/client/runaway";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { TimeCell } from "../ui/time-cell";
import { runawayFlagsQuery, useDismissFlag, useResumeKey } from "./runaway-queries";

/** What the runaway guard did to the key, or saw in it, with the way on; nothing while all is well. */
export function RunawayNotice({ keyDetail }: { keyDetail: KeyDetail }) {
  const { data: flags } = useQuery(runawayFlagsQuery(keyDetail.id));
  if (keyDetail.pausedAt !== null) return <Paused keyDetail={keyDetail} pausedAt={keyDetail.pausedAt} />;
  const open = flags?.filter((flag) => !flag.paused) ?? [];
  return open.map((flag) => <Flagged key={flag.id} flag={flag} />);
}

function Paused({ keyDetail, pausedAt }: { keyDetail: KeyDetail; pausedAt: string }) {
  const resume = useResumeKey(keyDetail.id);
  const mayResume = keyDetail.allowedActions.includes("resume");
  return (
    <Notice
      kind="bad"
      title="The runaway guard paused this key"
      action={
        mayResume ? (
          <Button onClick={() => resume.mutate()} pending={resume.isPending}>
            <CirclePlay />
            Resume key
          </Button>
        ) : null
      }
    >
      <p>{keyDetail.pausedReason}</p>
      <p>
        Paused <TimeCell value={pausedAt} />. Every call is refused until{" "}
        {mayResume ? "you resume it; its next calls are judged afresh." : "a team lead or admin resumes it."}
      </p>
    </Notice>
  );
}

function Flagged({ flag }: { flag: RunawayFlag }) {
  const dismiss = useDismissFlag(flag.key.id);
  return (
    <Notice
      kind="warn"
      title="The runaway guard flagged this key"
      action={
        flag.allowedActions.includes("dismiss") ? (
          <Button size="sm" onClick={() => dismiss.mutate(flag.id)} pending={dismiss.isPending}>
            That is fine
          </Button>
        ) : null
      }
    >
      <p>{flag.reason}</p>
      <p>
        Seen <TimeCell value={flag.raisedAt} />. Calls go on.
      </p>
    </Notice>
  );
}
