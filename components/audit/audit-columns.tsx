"use client";

import type { AuditEvent } from "@/lib/admin-api/client/audit";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { TimeCell } from "../ui/time-cell";
import { ACTOR_KINDS, kindWord } from "./audit-words";
import { changeSummary } from "./diff-fields";

const column = columnsOf<AuditEvent>();
const fixed = { enableSorting: false } as const;

/** The chain has one order, so no column sorts. */
export const AUDIT_COLUMNS = column.columns([
  column.accessor("at", {
    ...fixed,
    header: "When",
    meta: { skeleton: "w-20", className: "md:w-28" },
    cell: ({ row: { original: event } }) => <TimeCell value={event.at} className="text-muted" />,
  }),
  column.accessor((event) => event.actor.name, {
    ...fixed,
    id: "actor",
    header: "Who",
    meta: { skeleton: "w-28", className: "max-w-32 md:max-w-56" },
    cell: ({ row: { original: event } }) => <Actor actor={event.actor} />,
  }),
  column.accessor("action", {
    ...fixed,
    header: "What",
    meta: { skeleton: "w-32", className: "max-w-36 md:max-w-72" },
    cell: ({ row: { original: event } }) => (
      <span className="block truncate font-mono text-ink text-xs">{event.action}</span>
    ),
  }),
  column.accessor((event) => event.target.name, {
    ...fixed,
    id: "target",
    header: "To what",
    meta: { wide: true, skeleton: "w-40", className: "max-w-64" },
    cell: ({ row: { original: event } }) => (
      <span className="block truncate" title={event.target.id}>
        <span className="text-faint">{kindWord(event.target.kind)} </span>
        {event.target.name}
      </span>
    ),
  }),
  column.accessor((event) => changeSummary(event.before, event.after), {
    ...fixed,
    id: "change",
    header: "Change",
    meta: { wide: true, skeleton: "w-56", className: "max-w-0 w-full" },
    cell: ({ getValue }) => (
      <span className="block truncate text-muted" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
]);

function Actor({ actor: { kind, name, person } }: Pick<AuditEvent, "actor">) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span className="truncate" title={person === null ? name : `${name}, of ${person.name}`}>
        {name}
      </span>
      {kind === "person" ? null : (
        <span className="shrink-0 max-md:hidden">
          <Badge tone={ACTOR_KINDS[kind].tone}>{ACTOR_KINDS[kind].label}</Badge>
        </span>
      )}
    </span>
  );
}
