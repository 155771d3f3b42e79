"use client";

import { Download } from "lucide-react";
import type { AuditCheckpoint } from "@/lib/admin-api/client/audit";
import { download } from "../charts/chart-csv";
import { Button } from "../ui/button";
import { CopyableId } from "../ui/copyable-id";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";

const column = columnsOf<AuditCheckpoint>();
const fixed = { enableSorting: false } as const;

/** A checkpoint in the history. */
export const CHECKPOINT_COLUMNS = column.columns([
  column.accessor("takenAt", {
    ...fixed,
    header: "Taken",
    meta: { skeleton: "w-24" },
    cell: ({ getValue }) => <TimeCell value={getValue()} absolute />,
  }),
  column.accessor("seq", {
    ...fixed,
    header: "Up to event",
    meta: { align: "right", skeleton: "w-10" },
  }),
  column.accessor("hash", {
    ...fixed,
    header: "Hash",
    meta: { wide: true, skeleton: "w-64", className: "max-w-0 w-full" },
    cell: ({ getValue }) => <CopyableId id={getValue()} what="hash" className="relative -left-1" />,
  }),
  column.accessor("delivered", {
    ...fixed,
    header: "Sent",
    meta: { wide: true, skeleton: "w-16" },
    cell: ({ row: { original: checkpoint } }) => <Sent checkpoint={checkpoint} />,
  }),
  column.display({
    id: "download",
    header: "",
    meta: { align: "right", className: "w-10" },
    cell: ({ row: { original: checkpoint } }) => (
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Download checkpoint of event ${checkpoint.seq}`}
        onClick={() =>
          download(`${checkpoint.id}.json`, `${JSON.stringify(checkpoint.signed, null, 2)}\n`, "application/json")
        }
      >
        <Download />
      </Button>
    ),
  }),
]);

function Sent({ checkpoint: { delivered, waiting } }: { checkpoint: AuditCheckpoint }) {
  if (waiting > 0) return <StatusPill tone="warn">{`${waiting} on the way`}</StatusPill>;
  if (delivered === 0) return <span className="text-faint">kept here only</span>;
  return <StatusPill tone="good">{delivered === 1 ? "1 place" : `${delivered} places`}</StatusPill>;
}
