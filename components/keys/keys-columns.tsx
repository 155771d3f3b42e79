"use client";

import Link from "next/link";
import type { Key } from "@/lib/admin-api/client/keys";
import type { MonthSpend } from "../quotas/month-spend";
import { SpendCell } from "../quotas/spend-cell";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { KEY_STATUS, modelsText } from "./key-words";

export interface KeyRow {
  key: Key;
  /** Undefined while it loads. */
  spend: MonthSpend | undefined;
  /** The runaway guard saw something that nobody judged yet. */
  flagged: boolean;
}

const column = columnsOf<KeyRow>();

/** A key in the list, most useful first. Sorting is within what is loaded. */
export const KEY_COLUMNS = column.columns([
  column.accessor((row) => row.key.name, {
    id: "name",
    header: "Name",
    meta: { skeleton: "w-36", className: "max-w-0 max-md:w-full md:w-[22%] md:min-w-40" },
    cell: ({ row: { original } }) => (
      <>
        <Link
          href={`/keys/${original.key.id}`}
          title={original.key.name}
          className="block truncate font-medium text-ink hover:underline"
        >
          {original.key.name}
        </Link>
        <span className="block truncate font-mono text-faint text-xs">{original.key.publicId}</span>
      </>
    ),
  }),
  column.accessor((row) => row.key.status, {
    id: "status",
    header: "Status",
    meta: { skeleton: "w-16" },
    cell: ({ row }) => {
      const { tone, label } = KEY_STATUS[row.original.key.status];
      return (
        <span className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
          {row.original.key.playground ? <Badge>playground</Badge> : null}
          <StatusPill tone={tone}>{label}</StatusPill>
          {row.original.flagged ? <StatusPill tone="warn">Flagged</StatusPill> : null}
        </span>
      );
    },
  }),
  column.accessor((row) => `${row.key.team.name} / ${row.key.project.name}`, {
    id: "project",
    header: "Project",
    meta: { wide: true, skeleton: "w-32", className: "max-w-48" },
    cell: ({ row }) => (
      <>
        <span className="block truncate text-muted">{row.original.key.project.name}</span>
        <span className="block truncate text-faint text-xs">{row.original.key.team.name}</span>
      </>
    ),
  }),
  column.accessor((row) => modelsText(row.key), {
    id: "models",
    header: "Models",
    meta: { wide: true, skeleton: "w-20", className: "max-w-36" },
    cell: ({ row }) => (
      <span className="block truncate text-muted" title={row.original.key.allowedModels.join(", ")}>
        {modelsText(row.original.key)}
      </span>
    ),
  }),
  column.accessor((row) => Number(row.spend?.budget?.standing?.settled ?? row.spend?.spentUsd ?? -1), {
    id: "spend",
    header: "Spend this month",
    meta: { wide: true, skeleton: "w-32", className: "w-40" },
    cell: ({ row }) => <SpendCell spend={row.original.spend} />,
  }),
  column.accessor((row) => row.key.lastUsedAt ?? "", {
    id: "lastUsed",
    header: "Last used",
    meta: { wide: true, skeleton: "w-16" },
    cell: ({ row }) => <TimeCell value={row.original.key.lastUsedAt} className="text-muted" />,
  }),
  column.accessor((row) => row.key.expiresAt ?? "9", {
    id: "expires",
    header: "Expires",
    meta: { wide: true, skeleton: "w-16" },
    cell: ({ row }) => <TimeCell value={row.original.key.expiresAt} fallback="never" className="text-muted" />,
  }),
]);
