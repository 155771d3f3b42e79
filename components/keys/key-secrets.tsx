"use client";

import { KeyRound } from "lucide-react";
import { useMemo, useState } from "react";
import type { KeyDetail, KeySecret } from "@/lib/admin-api/client/keys";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { StatusPill } from "../ui/status-pill";
import { TimeCell } from "../ui/time-cell";
import { SECRET_STATUS } from "./key-words";
import { RevokeSecretDialog } from "./revoke-secret-dialog";

const column = columnsOf<KeySecret>();

/** The secrets a key is called with; several overlap while an application rotates. */
export function KeySecrets({ keyDetail }: { keyDetail: KeyDetail }) {
  const [revoking, setRevoking] = useState<KeySecret | null>(null);
  const mayRevoke = keyDetail.allowedActions.includes("rotate");
  const columns = useMemo(
    () => secretColumns(keyDetail.start, mayRevoke ? setRevoking : null),
    [keyDetail.start, mayRevoke],
  );
  return (
    <Section title="Secrets" description="Any valid one may be sent. Rotating adds one and lets the others run out.">
      <DataTable
        label="Secrets"
        columns={columns}
        rows={keyDetail.secrets}
        rowId={(secret) => secret.id}
        sortKey="secrets"
        empty={<EmptyState icon={KeyRound} title="No secret" />}
      />
      {revoking ? (
        <RevokeSecretDialog keyDetail={keyDetail} secret={revoking} onClose={() => setRevoking(null)} />
      ) : null}
    </Section>
  );
}

function secretColumns(start: string, revoke: ((secret: KeySecret) => void) | null) {
  return column.columns([
    column.accessor("last4", {
      header: "Secret",
      enableSorting: false,
      cell: ({ row }) => (
        <span className="font-mono text-ink text-xs">
          <span className="text-faint max-md:hidden">{start}</span>…{row.original.last4}
        </span>
      ),
    }),
    column.accessor("status", {
      header: "Status",
      cell: ({ row }) => {
        const { tone, label } = SECRET_STATUS[row.original.status];
        return <StatusPill tone={tone}>{label}</StatusPill>;
      },
    }),
    column.accessor("createdAt", {
      header: "Created",
      meta: { wide: true },
      cell: ({ row }) => <TimeCell value={row.original.createdAt} className="text-muted" />,
    }),
    column.accessor((secret) => secret.lastUsedAt ?? "", {
      id: "lastUsed",
      header: "Last used",
      cell: ({ row }) => <TimeCell value={row.original.lastUsedAt} className="text-muted" />,
    }),
    column.accessor((secret) => secret.revokedAt ?? secret.notAfter ?? "9", {
      id: "until",
      header: "Valid until",
      meta: { wide: true },
      cell: ({ row: { original: secret } }) => (
        <TimeCell value={secret.revokedAt ?? secret.notAfter} fallback="the key ends" className="text-muted" />
      ),
    }),
    column.display({
      id: "actions",
      header: () => <span className="sr-only">Actions</span>,
      meta: { align: "right" },
      cell: ({ row: { original: secret } }) =>
        revoke && secret.status !== "revoked" && secret.status !== "expired" ? (
          <Button
            variant="ghost"
            size="sm"
            className="text-bad-ink"
            aria-label={`Revoke secret ending in ${secret.last4}`}
            onClick={() => revoke(secret)}
          >
            Revoke
          </Button>
        ) : null,
    }),
  ]);
}
