"use client";

import type { QuotaGrantView } from "@/lib/admin-api/client/quotas";
import type { Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { amountText, type QuotaUnit } from "./quota-words";

const column = columnsOf<QuotaGrantView>();

const STATUS: Record<QuotaGrantView["status"], { tone: Tone; label: string }> = {
  running: { tone: "good", label: "Running" },
  scheduled: { tone: "info", label: "To come" },
  over: { tone: "neutral", label: "Over" },
  revoked: { tone: "neutral", label: "Taken back" },
};

/** A raise in the list. `onTakeBack` is null for who may not take one back. */
export function grantColumns(unit: QuotaUnit, onTakeBack: ((grant: QuotaGrantView) => void) | null) {
  return column.columns([
    column.accessor((grant) => Number(grant.amount), {
      id: "amount",
      header: "Raise",
      cell: ({ row }) => (
        <span className="font-medium text-ink tabular-nums">+{amountText(row.original.amount, unit)}</span>
      ),
    }),
    column.accessor("status", {
      header: "Status",
      cell: ({ getValue }) => (
        <StatusPill tone={STATUS[getValue()].tone} iconOnPhone>
          {STATUS[getValue()].label}
        </StatusPill>
      ),
    }),
    column.accessor("endsAt", {
      header: "Ends",
      cell: ({ row }) => <TimeCell value={row.original.endsAt} className="text-muted" />,
    }),
    column.accessor((grant) => grant.grantedBy?.name ?? "", {
      id: "grantedBy",
      header: "Given by",
      meta: { wide: true },
      cell: ({ getValue }) => <span className="text-muted">{getValue() || "—"}</span>,
    }),
    column.accessor("reason", {
      header: "Reason",
      enableSorting: false,
      meta: { wide: true, className: "max-w-64" },
      cell: ({ getValue }) => (
        <span className="block truncate text-muted" title={getValue()}>
          {getValue() || "—"}
        </span>
      ),
    }),
    ...(onTakeBack
      ? [
          column.display({
            id: "takeBack",
            header: () => <span className="sr-only">Actions</span>,
            meta: { align: "right" },
            cell: ({ row: { original: grant } }) =>
              grant.status === "running" || grant.status === "scheduled" ? (
                <Button size="sm" onClick={() => onTakeBack(grant)}>
                  Take back
                </Button>
              ) : null,
          }),
        ]
      : []),
  ]);
}
