"use client";

import Link from "next/link";
import type { AccessRequest } from "@/lib/admin-api/client/access-requests";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { KINDS, requestTitle, STATUS } from "./request-words";

const column = columnsOf<AccessRequest>();

/** A request in the list. */
export const ACCESS_REQUEST_COLUMNS = column.columns([
  column.accessor("subject", {
    header: "Asked for",
    meta: { skeleton: "w-56", className: "w-full max-w-0 md:w-auto md:max-w-96" },
    cell: ({ row: { original: request } }) => (
      <span className="block max-md:py-1.5">
        <Link href={`/access-requests/${request.id}`} className="block truncate font-medium text-ink hover:underline">
          {requestTitle(request)}
        </Link>
        <span className="block truncate text-faint text-xs">
          {KINDS[request.kind].label}
          {request.kind === "key" ? ` in ${request.subject.name}` : ""}
          {request.team === null ? "" : ` · ${request.team.name}`}
        </span>
        <span className="block truncate text-faint text-xs md:hidden">
          {request.askedBy.name}, <TimeCell value={request.createdAt} />
        </span>
      </span>
    ),
  }),
  column.accessor("status", {
    header: "Status",
    meta: { skeleton: "w-20" },
    cell: ({ row: { original: request } }) => <RequestState request={request} iconOnPhone />,
  }),
  column.accessor("askedBy", {
    header: "Asked by",
    meta: { skeleton: "w-28", className: "max-md:hidden" },
    cell: ({ row: { original: request } }) => request.askedBy.name,
  }),
  column.accessor("createdAt", {
    header: "Asked",
    meta: { skeleton: "w-20", className: "max-md:hidden" },
    cell: ({ row: { original: request } }) => <TimeCell value={request.createdAt} />,
  }),
  column.accessor("grantEndsAt", {
    header: "Ends",
    meta: { skeleton: "w-20", className: "max-md:hidden" },
    cell: ({ row: { original: request } }) =>
      request.status === "approved" ? (
        <TimeCell value={request.grantEndsAt} fallback="stays" />
      ) : (
        <span className="text-faint">—</span>
      ),
  }),
]);

/** A request's state in a word. */
export function RequestState({
  request,
  iconOnPhone = false,
}: {
  request: Pick<AccessRequest, "status" | "decides">;
  iconOnPhone?: boolean;
}) {
  const { label, tone } = STATUS[request.status];
  const atOnce = request.status === "approved" && request.decides === "ceiling";
  return (
    <StatusPill tone={tone} iconOnPhone={iconOnPhone}>
      {atOnce ? "Given at once" : label}
    </StatusPill>
  );
}
