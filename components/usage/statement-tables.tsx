"use client";

import { ReceiptText } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import type { CostCentreTotal, StatementLineView, StatementView } from "@/lib/admin-api/client/statements";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { MoneyCell } from "../ui/money-cell";
import { NumberCell } from "../ui/number-cell";
import { centreWords, monthWords } from "./statement-words";

const centres = columnsOf<CostCentreTotal>();
const money = (key: "usageUsd" | "correctionsUsd" | "sharedUsd" | "totalUsd", header: string, wide: boolean) =>
  centres.accessor((row) => Number(row[key]), {
    id: key,
    header,
    meta: { align: "right", wide },
    cell: ({ row: { original } }) => (
      <MoneyCell value={original[key]} className={key === "totalUsd" ? "font-medium text-ink" : "text-muted"} />
    ),
  });
const DEAREST_FIRST = [{ id: "totalUsd", desc: true }];

interface CentresTableProps {
  statement: StatementView;
  chosen: string | null;
  onChoose: (costCentre: string | null) => void;
}

/** What each cost centre is charged; a click shows its lines. */
export function CentresTable({ statement, chosen, onChoose }: CentresTableProps) {
  const columns = useMemo(
    () =>
      centres.columns([
        centres.accessor((row) => centreWords(row.costCentre), {
          id: "costCentre",
          header: "Cost centre",
          meta: { className: "max-w-40" },
          cell: ({ row: { original }, getValue }) => (
            <Button
              variant="ghost"
              size="sm"
              className="-ml-2 max-w-full truncate"
              aria-pressed={chosen === original.costCentre}
              onClick={() => onChoose(chosen === original.costCentre ? null : original.costCentre)}
            >
              {getValue()}
            </Button>
          ),
        }),
        money("usageUsd", "Own usage", true),
        money("correctionsUsd", "Corrections", true),
        money("sharedUsd", "Shared", true),
        money("totalUsd", "Charged", false),
        centres.accessor("requests", {
          header: "Requests",
          meta: { align: "right", wide: true },
          cell: ({ getValue }) => <NumberCell value={getValue()} />,
        }),
        centres.accessor("tokens", {
          header: "Tokens",
          meta: { align: "right", wide: true },
          cell: ({ getValue }) => <NumberCell value={getValue()} short />,
        }),
      ]),
    [chosen, onChoose],
  );
  return (
    <DataTable
      label="Cost centres"
      columns={columns}
      rows={statement.costCentres}
      rowId={(row) => row.costCentre || "none"}
      defaultSort={DEAREST_FIRST}
      empty={
        <EmptyState icon={ReceiptText} title="Nothing was charged">
          No call was made in this month.
        </EmptyState>
      }
    />
  );
}

const line = columnsOf<StatementLineView>();
const LINES = line.columns([
  line.accessor((row) => whatOf(row), {
    id: "what",
    header: "What",
    meta: { className: "max-w-48 md:max-w-80" },
    cell: ({ getValue }) => <span className="block truncate text-ink">{getValue()}</span>,
  }),
  line.accessor((row) => centreWords(row.costCentre), { id: "centre", header: "Cost centre", meta: { wide: true } }),
  line.accessor((row) => row.project?.name ?? "", {
    id: "project",
    header: "Project",
    meta: { wide: true, className: "max-w-48 truncate" },
    cell: ({ row: { original } }) =>
      original.project && original.team ? (
        <Link href={`/teams/${original.team.id}?project=${original.project.id}`} className="hover:underline">
          {original.project.name}
        </Link>
      ) : (
        <span className="text-faint">—</span>
      ),
  }),
  line.accessor("requests", {
    header: "Requests",
    meta: { align: "right", wide: true },
    cell: ({ getValue }) => <NumberCell value={getValue()} />,
  }),
  line.accessor((row) => Number(row.costUsd), {
    id: "cost",
    header: "Cost",
    meta: { align: "right" },
    cell: ({ row: { original } }) => <MoneyCell value={original.costUsd} />,
  }),
]);
const COSTLIEST_FIRST = [{ id: "cost", desc: true }];
const SHOWN = 100;

function whatOf({ kind, model, aboutMonth, counterpart, costUsd }: StatementLineView): string {
  const name = model ?? "No model";
  if (kind === "usage") return name;
  if (kind === "correction") return `${name}, correction of ${monthWords(aboutMonth)}`;
  const other = centreWords(counterpart ?? "");
  return costUsd.startsWith("-") ? `Carried by ${other}` : `Carried for ${other}`;
}

/** Usage, corrections and shares, one by one; the file has them all. */
export function LinesTable({ lines }: { lines: readonly StatementLineView[] }) {
  const shown = useMemo(() => lines.slice(0, SHOWN).map((row, index) => ({ ...row, id: String(index) })), [lines]);
  return (
    <>
      <DataTable
        label="Statement lines"
        columns={LINES}
        rows={shown}
        rowId={(row) => ("id" in row ? String(row.id) : "")}
        sortKey="lines"
        defaultSort={COSTLIEST_FIRST}
        empty={
          <EmptyState icon={ReceiptText} title="No lines">
            Nothing was charged here.
          </EmptyState>
        }
      />
      {lines.length > SHOWN ? (
        <p className="text-muted text-sm">
          The {SHOWN} costliest of {lines.length.toLocaleString("en-US")} lines. The export has them all.
        </p>
      ) : null}
    </>
  );
}
