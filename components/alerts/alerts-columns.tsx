"use client";

import Link from "next/link";
import type { Alert } from "@/lib/admin-api/client/alerts";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { AlertButtons } from "./alert-buttons";
import { SEVERITIES, STATES } from "./alert-words";

const column = columnsOf<Alert>();
const fixed = { enableSorting: false } as const;

/** An alert in the list. */
export const ALERT_COLUMNS = column.columns([
  column.accessor("severity", {
    ...fixed,
    header: "Severity",
    meta: { skeleton: "w-16" },
    cell: ({ getValue }) => (
      <StatusPill tone={SEVERITIES[getValue()].tone} iconOnPhone>
        {SEVERITIES[getValue()].label}
      </StatusPill>
    ),
  }),
  column.accessor("title", {
    ...fixed,
    header: "What is wrong",
    meta: { skeleton: "w-72", className: "w-full max-w-0" },
    cell: ({ row: { original: alert } }) => (
      <span className="flex min-w-0 flex-col py-2">
        <Link
          href={`/alerts/${alert.id}`}
          className="line-clamp-2 whitespace-normal font-medium text-ink hover:underline"
        >
          {alert.title}
        </Link>
        <span className="truncate text-muted text-xs">
          {alert.team?.name ?? "Organization"} · {alert.summary}
        </span>
      </span>
    ),
  }),
  column.accessor("state", {
    ...fixed,
    header: "State",
    meta: { skeleton: "w-20" },
    cell: ({ getValue }) => (
      <StatusPill tone={STATES[getValue()].tone} iconOnPhone>
        {STATES[getValue()].label}
      </StatusPill>
    ),
  }),
  column.accessor("openedAt", {
    ...fixed,
    header: "Opened",
    meta: { wide: true, skeleton: "w-20" },
    cell: ({ getValue }) => <TimeCell value={getValue()} className="text-muted" />,
  }),
  column.display({
    id: "actions",
    header: "",
    meta: { wide: true, align: "right" },
    cell: ({ row: { original: alert } }) => <AlertButtons alert={alert} />,
  }),
]);
