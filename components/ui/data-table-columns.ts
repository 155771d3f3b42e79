import {
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  sortFn_text,
  type TableOptions,
  tableFeatures,
} from "@tanstack/react-table";

export interface ColumnMeta {
  /** Numbers and money stand right. */
  align?: "right";
  /** Left out below 768 px, where the row's page still has it. */
  wide?: boolean;
  /** Width or weight of header and cells. */
  className?: string;
  /** Width of the grey shape while loading, e.g. `w-24`. */
  skeleton?: string;
}

export const dataTableFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic, text: sortFn_text },
  columnMeta: metaHelper<ColumnMeta>(),
});

export type DataTableFeatures = typeof dataTableFeatures;

/** Columns of one table; each has its own value type. */
export type DataTableColumns<Row extends object> = TableOptions<DataTableFeatures, Row>["columns"];

/** The helper that types columns for `DataTable`. Keep the columns at module scope or in a memo. */
export function columnsOf<Row extends object>() {
  return createColumnHelper<DataTableFeatures, Row>();
}
