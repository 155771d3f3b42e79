"use client";

import { useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import Link from "next/link";
import type { StatementMonthView } from "@/lib/admin-api/client/statements";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { MoneyCell } from "../ui/money-cell";
import { PageHeader } from "../ui/page-header";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { SplitRules } from "./split-rules";
import { statementsQuery } from "./statement-queries";
import { monthWords } from "./statement-words";
import { UsageTabs } from "./usage-tabs";

const column = columnsOf<StatementMonthView>();
const NEWEST_FIRST = [{ id: "month", desc: true }];

const COLUMNS = column.columns([
  column.accessor("month", {
    header: "Month",
    meta: { skeleton: "w-32" },
    cell: ({ getValue }) => (
      <Link href={`/usage/statements/${getValue()}`} className="font-medium text-ink hover:underline">
        {monthWords(getValue())}
      </Link>
    ),
  }),
  column.accessor("status", {
    header: "State",
    meta: { skeleton: "w-16" },
    cell: ({ getValue }) =>
      getValue() === "closed" ? (
        <StatusPill tone="good">Closed</StatusPill>
      ) : (
        <StatusPill tone="neutral">Open</StatusPill>
      ),
  }),
  column.accessor((month) => Number(month.totalUsd), {
    id: "total",
    header: "Total",
    meta: { align: "right" },
    cell: ({ row: { original: month } }) => <MoneyCell value={month.totalUsd} />,
  }),
  column.accessor("closedAt", {
    header: "Closed",
    meta: { wide: true, skeleton: "w-32" },
    cell: ({ row: { original: month } }) =>
      month.closedAt === null ? (
        <span className="text-faint">—</span>
      ) : (
        <span className="text-muted">
          <TimeCell value={month.closedAt} />
          {month.closedBy === null ? "" : ` by ${month.closedBy.name}`}
        </span>
      ),
  }),
]);

/** Months and what each came to; who carries shared costs. */
export function StatementsPage() {
  const { data, error, refetch } = useQuery(statementsQuery());
  useCrumb("Statements");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Statements"
        description="What each cost centre is charged, month by month. A closed month never changes; what becomes known later is in the next."
      />
      <UsageTabs />
      {error && !data ? (
        <LoadError title="Statements could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Statements"
          columns={COLUMNS}
          rows={data?.items}
          rowId={(month) => month.month}
          rowHref={(month) => `/usage/statements/${month.month}`}
          defaultSort={NEWEST_FIRST}
          skeletonRows={3}
          empty={
            <EmptyState icon={ReceiptText} title="No month yet">
              A statement is drawn as soon as the first call was made.
            </EmptyState>
          }
        />
      )}
      {error ? null : <SplitRules />}
    </div>
  );
}
