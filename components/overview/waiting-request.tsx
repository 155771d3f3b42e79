"use client";

import Link from "next/link";
import type { AccessRequest } from "@/lib/admin-api/client/access-requests";
import { requestTitle } from "../access-requests/request-words";
import { Button } from "../ui/button";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";

/** A request that the reader may decide. */
export function WaitingRequest({ request }: { request: AccessRequest }) {
  const href = `/access-requests/${request.id}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <Link href={href} className="font-medium text-ink hover:underline">
            {requestTitle(request)}
          </Link>
          <StatusPill tone="info">Access request</StatusPill>
          <span className="text-faint text-xs">
            {request.team === null ? "" : `${request.team.name} · `}
            <TimeCell value={request.createdAt} />
          </span>
        </span>
        <span className="line-clamp-1 text-muted text-sm">
          {request.askedBy.name}
          {request.reason === "" ? "" : `: ${request.reason}`}
        </span>
      </div>
      <Button asChild size="sm">
        <Link href={href}>Decide</Link>
      </Button>
    </li>
  );
}
