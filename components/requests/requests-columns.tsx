"use client";

import Link from "next/link";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { ForeignText } from "../ui/foreign-text";
import { formatDuration } from "../ui/format/format-duration";
import { formatCount } from "../ui/format/format-number";
import { MoneyCell } from "../ui/money-cell";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { OUTCOMES } from "./outcome-words";

const column = columnsOf<RequestSummary>();
const fixed = { enableSorting: false } as const;

/** Newest first is the only order a live list can have, so no column sorts. */
export const REQUEST_COLUMNS = column.columns([
  column.accessor("startedAt", {
    ...fixed,
    header: "Started",
    meta: { skeleton: "w-16", className: "md:w-32" },
    cell: ({ row: { original: request } }) => <TimeCell value={request.startedAt} className="text-muted" />,
  }),
  column.accessor("outcome", {
    ...fixed,
    header: "Outcome",
    meta: { skeleton: "w-18" },
    cell: ({ row: { original: request } }) => <OutcomeCell request={request} />,
  }),
  column.accessor("modelAsked", {
    ...fixed,
    header: "Model",
    meta: { skeleton: "w-32", className: "max-md:w-full max-md:max-w-0 md:min-w-40 md:max-w-72" },
    cell: ({ row: { original: request } }) => (
      <span className="flex flex-col gap-0.5 max-md:py-1.5">
        <span className="flex items-center gap-2">
          <Link href={`/requests/${request.id}`} className="min-w-0 rounded-xs font-medium text-ink hover:underline">
            <ForeignText className="line-clamp-2 whitespace-normal">{request.modelAsked ?? "no model"}</ForeignText>
          </Link>
          {request.simulated ? <Badge tone="info">simulated</Badge> : null}
        </span>
        <PhoneLine request={request} />
      </span>
    ),
  }),
  column.accessor((request) => request.key?.name ?? "", {
    ...fixed,
    id: "key",
    header: "Key",
    meta: { skeleton: "w-40", className: "max-w-56", wide: true },
    cell: ({ row: { original: request } }) => <KeyCell request={request} />,
  }),
  column.accessor("inputTokens", {
    ...fixed,
    header: "Tokens in → out",
    meta: { align: "right", skeleton: "w-20", wide: true },
    cell: ({ row: { original: request } }) => <TokensCell request={request} />,
  }),
  column.accessor("costUsd", {
    ...fixed,
    header: "Cost",
    meta: { align: "right", skeleton: "w-12", wide: true },
    cell: ({ row: { original: request } }) => <CostCell request={request} />,
  }),
  column.accessor("ttftMs", {
    ...fixed,
    header: "First token",
    meta: { align: "right", skeleton: "w-12", wide: true },
    cell: ({ row: { original: request } }) => <span className="text-muted">{formatDuration(request.ttftMs)}</span>,
  }),
  column.accessor("durationMs", {
    ...fixed,
    header: "Duration",
    meta: { align: "right", skeleton: "w-12", wide: true },
    cell: ({ row: { original: request } }) => formatDuration(request.durationMs),
  }),
]);

/** What a phone has no columns for. */
function PhoneLine({ request }: { request: RequestSummary }) {
  return (
    <span className="flex min-w-0 gap-1.5 text-faint text-xs md:hidden">
      <CostCell request={request} />
      <span aria-hidden>·</span>
      {formatDuration(request.durationMs)}
      <span aria-hidden>·</span>
      <span className="min-w-0 truncate">{request.key?.name ?? "unknown key"}</span>
    </span>
  );
}

function OutcomeCell({ request }: { request: RequestSummary }) {
  const { label, tone } = OUTCOMES[request.outcome];
  return (
    <span className="flex flex-col items-start">
      <StatusPill tone={tone} iconOnPhone>
        {label}
      </StatusPill>
      {request.errorCode ? (
        <span className="max-w-32 truncate pl-1.5 text-faint text-xs max-md:hidden" title={request.errorCode}>
          {request.errorCode.replaceAll("_", " ")}
        </span>
      ) : null}
    </span>
  );
}

function KeyCell({ request }: { request: RequestSummary }) {
  if (!request.key) return <span className="text-faint">unknown key</span>;
  return (
    <>
      <Link
        href={`/keys/${request.key.id}`}
        className="block truncate rounded-xs text-muted hover:text-ink hover:underline"
      >
        {request.key.name}
      </Link>
      {request.team ? <span className="block truncate text-faint text-xs">{request.team.name}</span> : null}
    </>
  );
}

function TokensCell({ request }: { request: RequestSummary }) {
  if (request.usageSource === "none") return <span className="text-faint">—</span>;
  return (
    <span
      className="text-muted"
      title={request.usageSource === "estimated" ? "Estimated: the provider reported none" : undefined}
    >
      {request.usageSource === "estimated" ? "≈ " : ""}
      {formatCount(request.inputTokens)} → {formatCount(request.outputTokens)}
    </span>
  );
}

/** A refused call cost nothing, because nothing went upstream; that is not an unknown cost. */
function CostCell({ request }: { request: RequestSummary }) {
  if (request.costUsd === null && request.usageSource === "none") return <span className="text-faint">—</span>;
  return <MoneyCell value={request.costUsd} />;
}
