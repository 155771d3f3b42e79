"use client";

import { type SortingState, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { cn } from "./cn";
import { type DataTableColumns, dataTableFeatures } from "./data-table-columns";
import { DataTableFrame } from "./data-table-frame";
import { DataTableHead } from "./data-table-head";
import { LoadMore, type LoadMoreProps } from "./load-more";
import { Skeleton } from "./skeleton";
import { useRowKeys } from "./use-row-keys";
import { useTableSort } from "./use-table-sort";

const UNSORTED: SortingState = [];

export interface DataTableProps<Row extends object> {
  /** What the rows are, for the accessible name: "Keys". */
  label: string;
  columns: DataTableColumns<Row>;
  /** Undefined while loading. Keep the array stable between renders. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a click or Enter on the row goes; the main cell should also be a link to it. */
  rowHref?: (row: Row) => string;
  /** Shown in place of rows when there are none. */
  empty: ReactNode;
  defaultSort?: SortingState;
  /** Name of the URL's sort parameter; another one for a second table on a page. */
  sortKey?: string;
  more?: LoadMoreProps;
  /** Rows that just came in: they fade in. */
  isNew?: (row: Row) => boolean;
  skeletonRows?: number;
  className?: string;
}

/** The one table: sortable, keyboard reachable, loads more at its end. Its header stays in view, unless it is too wide and scrolls sideways. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowHref, empty, more, className } = props;
  const { sorting, onSortingChange } = useTableSort(props.sortKey ?? "sort", props.defaultSort ?? UNSORTED);
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data: rows ?? NO_ROWS,
    getRowId: rowId,
    state: { sorting },
    onSortingChange,
  });
  const shown = table.getRowModel().rows;
  const lastOnPhone = table.getAllLeafColumns().findLast(isOnPhone)?.id;
  const router = useRouter();
  const openRow = (index: number) => {
    const row = shown[index];
    if (row && rowHref) router.push(rowHref(row.original));
  };
  const keys = useRowKeys(
    shown.map((row) => row.id),
    openRow,
  );

  if (rows?.length === 0) return <div className={cn("rounded-md border bg-surface", className)}>{empty}</div>;
  return (
    <DataTableFrame
      label={label}
      isLoading={rows === undefined}
      className={className}
      after={more ? <LoadMore {...more} /> : null}
    >
      <DataTableHead groups={table.getHeaderGroups()} lastOnPhone={lastOnPhone} />
      <tbody onKeyDown={keys.onKeyDown}>
        {rows === undefined ? <SkeletonRows columns={columns} count={props.skeletonRows ?? 8} /> : null}
        {shown.map((row, index) => (
          <tr
            key={row.id}
            data-row={row.id}
            {...(rowHref ? keys.rowProps(row.id, index) : {})}
            onClick={(event) => followRow(event, rowHref?.(row.original), router.push)}
            className={cn(
              "group/row outline-none transition-colors duration-150 hover:bg-subtle focus-visible:bg-subtle focus-visible:shadow-[inset_2px_0_0_var(--accent)]",
              rowHref && "cursor-pointer",
              props.isNew?.(row.original) && "animate-row-in",
            )}
          >
            {row.getAllCells().map((cell) => (
              <td key={cell.id} className={cellClasses(cell.column.columnDef.meta, cell.column.id === lastOnPhone)}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTableFrame>
  );
}

const NO_ROWS: never[] = [];

/** Whether a phone has room for a column; the last of those keeps its distance from the edge. */
function isOnPhone({ columnDef: { meta } }: { columnDef: { meta?: CellMeta | undefined } }): boolean {
  return meta?.wide !== true && !/\bmax-md:hidden\b/.test(meta?.className ?? "");
}

interface CellMeta {
  align?: "right";
  wide?: boolean;
  className?: string;
}

function cellClasses(meta: CellMeta | undefined, isLastOnPhone = false): string {
  return cn(
    "h-(--row-height) whitespace-nowrap border-line border-b px-2 group-last/row:border-b-0 first:pl-4 last:pr-4 md:px-3",
    meta?.align === "right" && "text-right tabular-nums",
    meta?.wide && "max-md:hidden",
    isLastOnPhone && "max-md:pr-4",
    meta?.className,
  );
}

/** A click on a control inside the row is the control's; with a modifier the row opens in a new tab, as a link would. */
function followRow(event: MouseEvent<HTMLElement>, href: string | undefined, push: (href: string) => void): void {
  if (!href || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest("a,button,input,label,[role=menuitem]")) return;
  if (window.getSelection()?.toString()) return;
  if (event.metaKey || event.ctrlKey) window.open(href, "_blank");
  else push(href);
}

function SkeletonRows<Row extends object>({ columns, count }: { columns: DataTableColumns<Row>; count: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity.
    <tr key={row} className="group/row">
      {columns.map((column, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move while loading.
        <td key={index} className={cellClasses(column.meta)}>
          <Skeleton
            className={cn("h-3.5", column.meta?.skeleton ?? "w-20", column.meta?.align === "right" && "ml-auto")}
          />
        </td>
      ))}
    </tr>
  ));
}
