"use client";

import { ListFilter } from "lucide-react";
import Link from "next/link";
import type { UsageBreakdown, UsageGroup } from "@/lib/admin-api/client/usage";
import { Button } from "../ui/button";
import { columnsOf } from "../ui/data-table-columns";
import { formatChange, formatShare } from "../ui/format/format-number";
import { MoneyCell } from "../ui/money-cell";
import { NumberCell } from "../ui/number-cell";
import { narrowTo, requestsBehind } from "./explore-links";
import { groupLabel } from "./explore-points";
import type { ExploreFilter, ExploreView } from "./explore-view";
import { groupingWords } from "./explore-words";

const column = columnsOf<UsageGroup>();

/** Spend of a group, its share, and what it was before. */
const MONEY = column.columns([
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
    cell: ({ row: { original: group } }) => <span className="text-muted">{changeWords(group)}</span>,
  }),
]);

function changeWords({ costUsd, previous }: UsageGroup): string {
  const change = formatChange(Number(costUsd), Number(previous.costUsd));
  return change ?? (Number(costUsd) > 0 ? "new" : "—");
}

const COUNTS = column.columns([
  column.accessor("requests", {
    header: "Requests",
    meta: { align: "right", wide: true },
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
]);

export interface ExploreColumnsOf {
  view: ExploreView;
  breakdown: UsageBreakdown;
  onNarrow: (filter: Partial<Record<ExploreFilter, string[]>>) => void;
}

/** A group's name leads to the requests behind it; the funnel narrows to it. */
export function exploreColumns({ view, breakdown, onNarrow }: ExploreColumnsOf) {
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
    ...MONEY,
    ...COUNTS,
    column.display({
      id: "narrow",
      header: () => <span className="sr-only">Narrow</span>,
      meta: { align: "right", wide: true },
      cell: ({ row: { original: group } }) => {
        const filter = narrowTo(breakdown, group.id);
        if (filter === null) return null;
        const label = `Only ${groupLabel(group, breakdown)}`;
        return (
          <Button variant="ghost" size="icon-sm" aria-label={label} onClick={() => onNarrow(filter)}>
            <ListFilter />
          </Button>
        );
      },
    }),
  ]);
}
