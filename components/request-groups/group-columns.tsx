"use client";

import type { ReactNode } from "react";
import type { EndUser, RequestSession } from "@/lib/admin-api/client/request-groups";
import { columnsOf } from "../ui/data-table-columns";
import { formatCompact, formatCount } from "../ui/format/format-number";
import { MoneyCell } from "../ui/money-cell";
import { TimeCell } from "../ui/time-cell";

/** Everything but the name: the same for sessions and end users. When it was last seen is the only order such a list has. */
export function sumColumns<Group extends RequestSession | EndUser>(name: {
  header: string;
  cell: (group: Group) => ReactNode;
  extra?: { header: string; cell: (group: Group) => ReactNode };
}) {
  const column = columnsOf<Group>();
  const { extra } = name;
  return column.columns([
    column.display({
      id: "name",
      header: name.header,
      meta: { skeleton: "w-40", className: "max-w-80" },
      cell: ({ row: { original } }) => (
        <span className="flex flex-col gap-0.5 max-md:py-1.5">
          {name.cell(original)}
          <span className="flex gap-1.5 text-faint text-xs md:hidden">
            <MoneyCell value={original.costUsd} />
            <span aria-hidden>·</span>
            {formatCount(original.requests)} calls
          </span>
        </span>
      ),
    }),
    ...(extra === undefined
      ? []
      : [
          column.display({
            id: "extra",
            header: extra.header,
            meta: { skeleton: "w-24", className: "max-w-56", wide: true },
            cell: ({ row: { original } }) => extra.cell(original),
          }),
        ]),
    ...amountColumns<Group>(),
  ]);
}

function amountColumns<Group extends RequestSession | EndUser>() {
  const column = columnsOf<Group>();
  return [
    column.display({
      id: "requests",
      header: "Calls",
      meta: { align: "right", skeleton: "w-10", wide: true },
      cell: ({ row: { original } }) => formatCount(original.requests),
    }),
    column.display({
      id: "errors",
      header: "Errors",
      meta: { align: "right", skeleton: "w-8" },
      cell: ({ row: { original } }) => <Errors group={original} />,
    }),
    column.display({
      id: "tokens",
      header: "Tokens in → out",
      meta: { align: "right", skeleton: "w-20", wide: true },
      cell: ({ row: { original } }) => (
        <span className="text-muted">
          {formatCompact(original.inputTokens)} → {formatCompact(original.outputTokens)}
        </span>
      ),
    }),
    column.display({
      id: "cost",
      header: "Cost",
      meta: { align: "right", skeleton: "w-12", wide: true },
      cell: ({ row: { original } }) => <MoneyCell value={original.costUsd} />,
    }),
    column.display({
      id: "firstSeen",
      header: "First seen",
      meta: { skeleton: "w-16", wide: true },
      cell: ({ row: { original } }) => <TimeCell value={original.firstSeen} className="text-muted" />,
    }),
    column.display({
      id: "lastSeen",
      header: "Last seen",
      meta: { skeleton: "w-16" },
      cell: ({ row: { original } }) => <TimeCell value={original.lastSeen} className="text-muted" />,
    }),
  ];
}

function Errors({ group }: { group: RequestSession | EndUser }) {
  const count = group.refused + group.failed;
  if (count === 0) return <span className="text-faint">0</span>;
  return (
    <span className="text-bad-ink" title={`${group.refused} refused, ${group.failed} failed`}>
      {formatCount(count)}
    </span>
  );
}
