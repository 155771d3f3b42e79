"use client";

import { FlexRender, type Header, type HeaderGroup } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "./cn";
import type { DataTableFeatures } from "./data-table-columns";

/** Column headings; a sortable one is a button that says its order. */
export function DataTableHead<Row extends object>({ groups }: { groups: HeaderGroup<DataTableFeatures, Row>[] }) {
  return (
    <thead>
      {groups.map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => (
            <HeadCell key={header.id} header={header} />
          ))}
        </tr>
      ))}
    </thead>
  );
}

const ARIA = { asc: "ascending", desc: "descending" } as const;

function HeadCell<Row extends object>({ header }: { header: Header<DataTableFeatures, Row, unknown> }) {
  const { column } = header;
  const meta = column.columnDef.meta;
  const sorted = column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? ARIA[sorted] : undefined}
      className={cn(
        "z-10 h-9 whitespace-nowrap border-line border-b bg-subtle px-2 text-left font-medium text-faint text-xs first:pl-4 last:pr-4 md:px-3 md:sticky md:top-(--bar-height)",
        meta?.align === "right" && "text-right",
        meta?.wide && "max-md:hidden",
        meta?.className,
      )}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          className={cn("group inline-flex items-center gap-1 rounded-xs hover:text-ink", sorted && "text-ink")}
        >
          <FlexRender header={header} />
          <Icon
            aria-hidden
            className={cn("size-3", !sorted && "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100")}
          />
        </button>
      ) : (
        <FlexRender header={header} />
      )}
    </th>
  );
}
