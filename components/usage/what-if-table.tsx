"use client";

import { ChartColumn } from "lucide-react";
import type { CostWhatIf } from "@/lib/admin-api/client/usage";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { formatChange } from "../ui/format/format-number";
import { MoneyCell } from "../ui/money-cell";
import { NumberCell } from "../ui/number-cell";

type Line = CostWhatIf["lines"][number];
const column = columnsOf<Line>();
const COSTLIEST_FIRST = [{ id: "actual", desc: true }];

const COLUMNS = column.columns([
  column.accessor((line) => line.model ?? "No model", {
    id: "model",
    header: "Model",
    meta: { className: "max-w-40" },
    cell: ({ getValue }) => <span className="block truncate font-medium text-ink">{getValue()}</span>,
  }),
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
  column.accessor((line) => Number(line.actualUsd), {
    id: "actual",
    header: "Was",
    meta: { align: "right" },
    cell: ({ row: { original } }) => <MoneyCell value={original.actualUsd} className="text-muted" />,
  }),
  column.accessor((line) => Number(line.supposedUsd ?? 0), {
    id: "supposed",
    header: "Would have been",
    meta: { align: "right" },
    cell: ({ row: { original } }) =>
      original.supposedUsd === null ? (
        <span className="text-faint" title="A class of tokens that was used has no such price">
          unknown
        </span>
      ) : (
        <MoneyCell value={original.supposedUsd} />
      ),
  }),
  column.accessor((line) => Number(line.supposedUsd ?? 0) - Number(line.actualUsd), {
    id: "change",
    header: "Change",
    meta: { align: "right", wide: true },
    cell: ({ row: { original } }) => (
      <span className="text-muted">
        {original.supposedUsd === null
          ? "—"
          : (formatChange(Number(original.supposedUsd), Number(original.actualUsd)) ?? "—")}
      </span>
    ),
  }),
]);

/** Model by model, as it was and as it would have been. */
export function WhatIfTable({ lines }: { lines: readonly Line[] }) {
  return (
    <DataTable
      label="What if, by model"
      columns={COLUMNS}
      rows={lines}
      rowId={(line) => line.model ?? "none"}
      defaultSort={COSTLIEST_FIRST}
      empty={
        <EmptyState icon={ChartColumn} title="Nothing was used here">
          No call in this period matches. Choose another one.
        </EmptyState>
      }
    />
  );
}
