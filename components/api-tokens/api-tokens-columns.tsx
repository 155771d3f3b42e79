"use client";

import type { ApiToken } from "@/lib/admin-api/client/api-tokens";
import { Badge } from "../ui/badge";
import { columnsOf } from "../ui/data-table-columns";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { scopeWords, TOKEN_STATUS } from "./api-token-words";
import { TokenMenu } from "./token-menu";

const column = columnsOf<ApiToken>();
const fixed = { enableSorting: false } as const;

const NAME = column.accessor("name", {
  header: "Name",
  meta: { skeleton: "w-36", className: "max-w-40 md:max-w-72" },
  cell: ({ row: { original: token } }) => (
    <span className="flex min-w-0 items-center gap-2">
      <span className="truncate font-medium text-ink">{token.name}</span>
      <span className="font-mono text-faint text-xs max-md:hidden">…{token.last4}</span>
      {token.kind === "service" ? <Badge tone="info">service</Badge> : null}
    </span>
  ),
});

const PERSON = column.accessor((token) => token.person.name, {
  id: "person",
  header: "Acts as",
  meta: { wide: true, skeleton: "w-28" },
  cell: ({ getValue }) => <span className="text-muted">{getValue()}</span>,
});

const REST = [
  column.accessor("status", {
    header: "Status",
    meta: { skeleton: "w-16" },
    cell: ({ getValue }) => {
      const { label, tone } = TOKEN_STATUS[getValue()];
      return (
        <StatusPill tone={tone} iconOnPhone>
          {label}
        </StatusPill>
      );
    },
  }),
  column.accessor((token) => scopeWords(token.scopes), {
    ...fixed,
    id: "scopes",
    header: "May",
    meta: { wide: true, skeleton: "w-40", className: "max-w-72" },
    cell: ({ row: { original: token }, getValue }) => (
      <span className="block truncate text-muted" title={token.scopes.join(", ")}>
        {getValue()}
      </span>
    ),
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    meta: { skeleton: "w-20" },
    cell: ({ getValue }) => <TimeCell value={getValue()} className="text-muted" />,
  }),
  column.accessor("expiresAt", {
    header: "Ends",
    meta: { wide: true, skeleton: "w-20" },
    cell: ({ getValue }) => <TimeCell value={getValue()} className="text-muted" />,
  }),
  column.display({
    id: "menu",
    header: "",
    meta: { align: "right", className: "w-10" },
    cell: ({ row: { original: token } }) => <TokenMenu token={token} />,
  }),
];

/** One's own tokens. */
export const MY_TOKEN_COLUMNS = column.columns([NAME, ...REST]);
/** Everybody's, with whom each acts as. */
export const TOKEN_COLUMNS = column.columns([NAME, PERSON, ...REST]);
