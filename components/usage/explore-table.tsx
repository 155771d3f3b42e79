"use client";

import { ListFilter } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import type { UsageBreakdown, UsageGroup } from "@/lib/admin-api/client/usage";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { formatChange, formatShare } from "../ui/format/format-number";
import { MoneyCell } from "../ui/money-cell";
import { NumberCell } from "../ui/number-cell";
import { narrowTo, requestsBehind } from "./explore-links";
import { groupLabel } from "./explore-points";
import type { ExploreFilter, ExploreView } from "./explore-view";
import { groupingWords } from "./explore-words";

const column = columnsOf<UsageGroup>();
const BIGGEST_FIRST = [{ id: "costUsd", desc: true }];

interface ExploreTableProps {
  view: ExploreView;
  breakdown: UsageBreakdown;
  onNarrow: (filter: Partial<Record<ExploreFilter, string[]>>) => void;
}

/** The chart's groups in numbers, beside the period before; names lead to the requests behind, the funnel narrows to one. */
export function ExploreTable({ view, breakdown, onNarrow }: ExploreTableProps) {
  const columns = useMemo(() => {
    const span = { from: breakdown.from, to: breakdown.to };
    const words = groupingWords(breakdown);
    return column.columns([
      column.accessor((group) => groupLabel(group, breakdown), {
        id: "name",
        header: words.slice(0, 1).toUpperCase() + words.slice(1),
        meta: { skeleton: "w-40", className: "max-w-40 md:max-w-80" },
        cell: ({ row: { original: group }, getValue }) => (
          <Link
            href={requestsBehind(view, { breakdown, groupId: group.id, span })}
            className="block truncate font-medium text-ink hover:underline"
          >
            {getValue()}
          </Link>
        ),
      }),
      column.accessor((group) => Number(group.costUsd), {
        id: "costUsd",
        header: "Spend",
        meta: { align: "right" },
        cell: ({ row: { original: group } }) => <MoneyCell value={group.costUsd} />,
      }),
      column.accessor("share", {
        header: "Share",
        meta: { align: "right", wide: true },
        cell: ({ getValue }) => <span className="text-muted">{formatShare(getValue())}</span>,
      }),
      column.accessor((group) => Number(group.previous.costUsd), {
        id: "before",
        header: "Before",
        meta: { align: "right", wide: true },
        cell: ({ row: { original: group } }) => <MoneyCell value={group.previous.costUsd} className="text-muted" />,
      }),
      column.accessor((group) => Number(group.costUsd) - Number(group.previous.costUsd), {
        id: "change",
        header: "Change",
        meta: { align: "right" },
        cell: ({ row: { original: group } }) => (
          <span className="text-muted">
            {formatChange(Number(group.costUsd), Number(group.previous.costUsd)) ?? "new"}
          </span>
        ),
      }),
      column.accessor("requests", {
        header: "Requests",
        meta: { align: "right" },
        cell: ({ getValue }) => <NumberCell value={getValue()} />,
      }),
      column.accessor("tokens", {
        header: "Tokens",
        meta: { align: "right", wide: true },
        cell: ({ getValue }) => <NumberCell value={getValue()} short />,
      }),
      column.accessor("failed", {
        header: "Errors",
        meta: { align: "right", wide: true },
        cell: ({ getValue }) => <NumberCell value={getValue()} />,
      }),
      column.accessor("refused", {
        header: "Refused",
        meta: { align: "right", wide: true },
        cell: ({ getValue }) => <NumberCell value={getValue()} />,
      }),
      column.display({
        id: "narrow",
        header: () => <span className="sr-only">Narrow</span>,
        meta: { align: "right", wide: true },
        cell: ({ row: { original: group } }) => {
          const filter = narrowTo(breakdown, group.id);
          if (filter === null) return null;
          return (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Only ${groupLabel(group, breakdown)}`}
              onClick={() => onNarrow(filter)}
            >
              <ListFilter />
            </Button>
          );
        },
      }),
    ]);
  }, [view, breakdown, onNarrow]);
  return (
    <DataTable
      label={`Usage by ${groupingWords(breakdown)}`}
      columns={columns}
      rows={breakdown.groups}
      rowId={(group) => group.id || "none"}
      defaultSort={BIGGEST_FIRST}
      empty={null}
    />
  );
}
