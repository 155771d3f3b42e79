"use client";

import Link from "next/link";
import type { Person } from "@/lib/admin-api/client/people";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { PersonMenu } from "./person-menu";
import { roleWord } from "./team-words";

const column = columnsOf<Person>();

/** A person in the list. */
export const PERSON_COLUMNS = column.columns([
  column.accessor("name", {
    header: "Name",
    meta: { skeleton: "w-32" },
    cell: ({ row: { original: person } }) => (
      <span className="flex items-center gap-2">
        <span className="font-medium text-ink">{person.name}</span>
        {person.status === "deactivated" ? <StatusPill tone="neutral">Deactivated</StatusPill> : null}
      </span>
    ),
  }),
  column.accessor("email", {
    header: "E-mail",
    meta: { wide: true, skeleton: "w-40" },
    cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
  }),
  column.accessor("role", {
    header: "Role",
    meta: { skeleton: "w-16" },
    cell: ({ getValue }) => <Badge tone={getValue() === "member" ? "neutral" : "accent"}>{roleWord(getValue())}</Badge>,
  }),
  column.accessor((person) => person.teams.map((team) => team.name).join(" "), {
    id: "teams",
    header: "Teams",
    meta: { wide: true, skeleton: "w-32", className: "max-w-72" },
    cell: ({ row }) => <TeamsOf person={row.original} />,
  }),
  column.accessor((person) => person.lastSeenAt ?? "", {
    id: "lastSeen",
    header: "Last seen",
    meta: { wide: true, skeleton: "w-16" },
    cell: ({ row }) => <TimeCell value={row.original.lastSeenAt} className="text-muted" />,
  }),
  column.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    meta: { align: "right" },
    cell: ({ row }) => <PersonMenu person={row.original} />,
  }),
]);

function TeamsOf({ person }: { person: Person }) {
  if (person.teams.length === 0) return <span className="text-faint">none</span>;
  return (
    <span className="block truncate text-muted">
      {person.teams.map((team, index) => (
        <span key={team.id}>
          {index > 0 ? ", " : ""}
          <Link href={`/teams/${team.id}`} className="rounded-xs hover:text-ink hover:underline">
            {team.name}
          </Link>
          {team.role === "lead" ? <span className="text-faint"> (lead)</span> : null}
        </span>
      ))}
    </span>
  );
}
