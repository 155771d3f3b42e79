"use client";

import Link from "next/link";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { OUTCOMES } from "../requests/outcome-words";
import { columnsOf } from "../ui/data-table-columns";
import { formatDuration } from "../ui/format/format-duration";
import { MoneyCell } from "../ui/money-cell";
import { NumberCell } from "../ui/number-cell";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";

const column = columnsOf<RequestSummary>();

/** A call in a key's short list. */
export const CALL_COLUMNS = column.columns([
  column.accessor("startedAt", {
    header: "Started",
    cell: ({ row }) => (
      <Link href={`/requests/${row.original.id}`} className="text-ink hover:underline">
        <TimeCell value={row.original.startedAt} />
      </Link>
    ),
  }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ row: { original: call } }) => {
      const { tone, label } = OUTCOMES[call.outcome];
      return (
        <span className="inline-flex items-center gap-2">
          <StatusPill tone={tone}>{label}</StatusPill>
          {call.errorCode ? (
            <span className="text-faint text-xs max-md:hidden">{call.errorCode.replaceAll("_", " ")}</span>
          ) : null}
        </span>
      );
    },
  }),
  column.accessor((call) => call.modelAsked ?? "", {
    id: "model",
    header: "Model",
    meta: { wide: true, className: "max-w-48" },
    cell: ({ row }) => <span className="block truncate text-muted">{row.original.modelAsked ?? "—"}</span>,
  }),
  column.accessor((call) => call.inputTokens + call.outputTokens, {
    id: "tokens",
    header: "Tokens",
    meta: { align: "right", wide: true },
    cell: ({ getValue }) => <NumberCell value={getValue()} />,
  }),
  column.accessor((call) => Number(call.costUsd ?? -1), {
    id: "cost",
    header: "Cost",
    meta: { align: "right" },
    cell: ({ row: { original: call } }) =>
      call.usageSource === "none" ? <span className="text-faint">—</span> : <MoneyCell value={call.costUsd} />,
  }),
  column.accessor("durationMs", {
    header: "Duration",
    meta: { align: "right", wide: true },
    cell: ({ row }) => <span className="text-muted">{formatDuration(row.original.durationMs)}</span>,
  }),
]);
