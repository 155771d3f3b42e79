"use client";

import Link from "next/link";
import type { QuotaHoldView } from "@/lib/admin-api/client/quotas";
import { Button } from "../ui/button";
import { columnsOf } from "../ui/data-table-columns";
import { TimeCell } from "../ui/time-cell";
import { amountText, type QuotaUnit } from "./quota-words";

const column = columnsOf<QuotaHoldView>();

/** A hold in the list. `onRelease` is null for who may not release one. */
export function holdColumns(unit: QuotaUnit, onRelease: ((hold: QuotaHoldView) => void) | null) {
  return column.columns([
    column.accessor("holder", {
      header: "Held by",
      meta: { className: "max-w-80" },
      cell: ({ row: { original: hold } }) =>
        hold.requestId ? (
          <Link
            href={`/requests/${hold.requestId}`}
            className="block truncate font-mono text-ink text-xs hover:underline"
          >
            {hold.requestId}
          </Link>
        ) : (
          <span className="block truncate text-muted" title={hold.holder}>
            Calls that one process admitted from memory
          </span>
        ),
    }),
    column.accessor((hold) => Number(hold.amount), {
      id: "amount",
      header: "Amount",
      meta: { align: "right" },
      cell: ({ row }) => <span className="tabular-nums">{amountText(row.original.amount, unit)}</span>,
    }),
    column.accessor("expiresAt", {
      header: "Expires",
      meta: { wide: true },
      cell: ({ row }) => <TimeCell value={row.original.expiresAt} className="text-muted" />,
    }),
    ...(onRelease
      ? [
          column.display({
            id: "release",
            header: () => <span className="sr-only">Actions</span>,
            meta: { align: "right" },
            cell: ({ row: { original: hold } }) =>
              hold.releasable ? (
                <Button size="sm" onClick={() => onRelease(hold)} aria-label={`Release the hold of ${hold.holder}`}>
                  Release
                </Button>
              ) : null,
          }),
        ]
      : []),
  ]);
}
