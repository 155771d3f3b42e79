"use client";

import { Check, X } from "lucide-react";
import type { ProofCellView, SignedProofView } from "@/lib/admin-api/client/proofs";
import { cn } from "../ui/cn";
import { type MatrixRow, type MatrixView, matrixView } from "./matrix-view";
import { columnWord } from "./proof-words";

interface ProofMatrixProps {
  signed: SignedProofView;
  onOpen: (cell: ProofCellView) => void;
}

/** Controls down, routes across; every cell opens what was expected and seen. */
export function ProofMatrix({ signed, onOpen }: ProofMatrixProps) {
  const view = matrixView(signed);
  return (
    <div className="relative overflow-x-auto rounded-md border bg-surface">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">Controls by route: held or broken</caption>
        <MatrixHead routes={view.routes} />
        <tbody>
          {view.rows.map((row) => (
            <ControlRow key={row.id} row={row} routes={view.routes} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FIRST = "sticky left-0 z-10 border-r bg-surface px-4 text-left min-w-64 max-md:min-w-40 max-md:px-3";
const EDGE = "border-l";

function MatrixHead({ routes }: { routes: MatrixView["routes"] }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className={cn(FIRST, "border-b py-2 align-bottom font-medium text-faint text-xs")}>
          Control
        </th>
        {routes.map(({ route, columns }, place) => (
          <th
            key={route}
            scope="colgroup"
            colSpan={columns.length}
            className={cn(
              place > 0 && EDGE,
              "whitespace-nowrap px-3 pt-2 text-center font-medium font-mono text-ink text-xs",
            )}
          >
            {route}
          </th>
        ))}
      </tr>
      <tr>
        {routes.flatMap(({ route, columns }, place) =>
          columns.map((streamed, index) => (
            <th
              key={`${route} ${streamed}`}
              scope="col"
              className={cn(
                "border-b px-2 pb-2 text-center font-normal text-faint text-xs",
                place > 0 && index === 0 && EDGE,
              )}
            >
              {columnWord(streamed)}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

interface ControlRowProps {
  row: MatrixRow;
  routes: MatrixView["routes"];
  onOpen: ProofMatrixProps["onOpen"];
}

function ControlRow({ row, routes, onOpen }: ControlRowProps) {
  const starts = new Set<number>();
  let at = 0;
  for (const { columns } of routes) {
    if (at > 0) starts.add(at);
    at += columns.length;
  }
  return (
    <tr className="group/row [&:last-child>*]:border-b-0">
      <th scope="row" className={cn(FIRST, "border-b py-2 font-normal")}>
        <span className="block font-medium text-ink">{row.title}</span>
        <span className="block max-w-xl text-faint text-xs max-md:hidden">{row.promise}</span>
      </th>
      {row.cells.map((cell, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
          key={index}
          className={cn("border-b p-1 text-center", starts.has(index) && EDGE)}
        >
          {cell ? <CellButton cell={cell} title={row.title} onOpen={onOpen} /> : <NotApplied />}
        </td>
      ))}
    </tr>
  );
}

function CellButton({
  cell,
  title,
  onOpen,
}: {
  cell: ProofCellView;
  title: string;
  onOpen: (cell: ProofCellView) => void;
}) {
  const Icon = cell.passed ? Check : X;
  const state = cell.passed ? "held" : "broken";
  return (
    <button
      type="button"
      onClick={() => onOpen(cell)}
      aria-label={`${title}, ${cell.route}, ${columnWord(cell.streamed)}: ${state}`}
      className={cn(
        "inline-flex h-7 w-full min-w-14 items-center justify-center gap-1 rounded-xs font-medium text-xs transition-colors duration-150",
        cell.passed ? "text-good-ink hover:bg-good-soft" : "bg-bad-soft text-bad-ink hover:bg-bad-soft",
      )}
    >
      <Icon className="size-4" aria-hidden />
      {cell.passed ? null : <span aria-hidden>broken</span>}
    </button>
  );
}

function NotApplied() {
  return (
    <span className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">does not apply</span>
    </span>
  );
}
