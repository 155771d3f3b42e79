"use client";

import { FlexRender, type Header, type HeaderGroup } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "./cn";
import type { DataTableFeatures } from "./data-table-columns";

interface DataTableHeadProps<Row extends object> {
  groups: HeaderGroup<DataTableFeatures, Row>[];
  /** The column at the right edge of a phone. */
  lastOnPhone: string | undefined;
}

/** Column headings; a sortable one is a button that says its order. */
export function DataTableHead<Row extends object>({ groups, lastOnPhone }: DataTableHeadProps<Row>) {
  return (
    <thead>
      {groups.map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => (
            <HeadCell key={header.id} header={header} isLastOnPhone={header.column.id === lastOnPhone} />
          ))}
        </tr>
      ))}
    </thead>
  );
}

const ARIA = { asc: "ascending", desc: "descending" } as const;

interface HeadCellProps<Row extends object> {
  header: Header<DataTableFeatures, Row, unknown>;
  isLastOnPhone: boolean;
}

function HeadCell<Row extends object>({ header, isLastOnPhone }: HeadCellProps<Row>) {
  const { column } = header;
  const meta = column.columnDef.meta;
  const sorted = column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? ARIA[sorted] : undefined}
      className={cn(
        "z-10 h-9 whitespace-nowrap border-line border-b bg-subtle px-2 text-left font-medium text-faint text-xs first:pl-4 last:pr-4 md:px-3 md:group-data-[fits=true]/table:sticky md:group-data-[fits=true]/table:top-(--bar-height)",
        meta?.align === "right" && "text-right",
        meta?.wide && "max-md:hidden",
        isLastOnPhone && "max-md:pr-4",
        meta?.className,
      )}
    >
      {column.getCanSort() ? (
        <button
          type="button"
          onClick={column.getToggleSortingHandler()}
          className={cn(
            "group inline-flex items-center gap-1 rounded-xs align-middle hover:text-ink",
            // The icon stands on the outer side, so that words and numbers share an edge.
            meta?.align === "right" && "flex-row-reverse",
            sorted && "text-ink",
          )}
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
