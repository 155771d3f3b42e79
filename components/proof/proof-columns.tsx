"use client";

import Link from "next/link";
import type { ProofView } from "@/lib/admin-api/client/proofs";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { outcomeWords, PROOF_STATUS } from "./proof-words";

const column = columnsOf<ProofView>();

/** A run in the history. */
export const PROOF_COLUMNS = column.columns([
  column.accessor("startedAt", {
    header: "Begun",
    meta: { skeleton: "w-24" },
    cell: ({ row: { original: proof } }) => (
      <Link href={`/settings/proof?run=${proof.id}`} className="font-medium text-ink hover:underline">
        <TimeCell value={proof.startedAt} absolute />
      </Link>
    ),
  }),
  column.accessor("status", {
    header: "Result",
    meta: { skeleton: "w-16" },
    cell: ({ getValue }) => {
      const { label, tone } = PROOF_STATUS[getValue()];
      return <StatusPill tone={tone}>{label}</StatusPill>;
    },
  }),
  column.accessor((proof) => proof.failure ?? outcomeWords(proof.planned, proof.red), {
    id: "found",
    header: "Found",
    meta: { wide: true, skeleton: "w-40" },
    cell: ({ row: { original: proof }, getValue }) => (
      <span className="text-muted">{proof.finishedAt === null ? "—" : getValue()}</span>
    ),
  }),
  column.accessor(
    (proof) => proof.requestedBy?.name ?? (proof.trigger === "schedule" ? "Daily schedule" : "Gatehouse"),
    {
      id: "by",
      header: "Asked for by",
      meta: { wide: true, skeleton: "w-24" },
      cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
    },
  ),
]);
