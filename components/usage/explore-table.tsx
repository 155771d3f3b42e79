"use client";

import { useMemo } from "react";
import { DataTable } from "../ui/data-table";
import { type ExploreColumnsOf, exploreColumns } from "./explore-columns";
import { groupingWords } from "./explore-words";

const BIGGEST_FIRST = [{ id: "costUsd", desc: true }];

/** The chart's groups in numbers, beside the period before. */
export function ExploreTable({ view, breakdown, onNarrow }: ExploreColumnsOf) {
  const columns = useMemo(() => exploreColumns({ view, breakdown, onNarrow }), [view, breakdown, onNarrow]);
  return (
    <DataTable
      label={`Usage by ${groupingWords(breakdown)}`}
      columns={columns}
      rows={breakdown.groups}
      rowId={(group) => group.id || "none"}
      defaultSort={BIGGEST_FIRST}
      empty={null}
    />
  );
}
