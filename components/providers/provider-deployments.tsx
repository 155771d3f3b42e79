"use client";

import { Box } from "lucide-react";
import Link from "next/link";
import type { ProviderDeployment } from "@/lib/admin-api/client/providers";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { StatusPill } from "../ui/status-pill";

const column = columnsOf<ProviderDeployment>();

const COLUMNS = column.columns([
  column.accessor("modelName", {
    header: "Model",
    cell: ({ row: { original: deployment } }) => (
      <Link href={`/models/${deployment.modelId}`} className="font-medium font-mono text-ink text-xs hover:underline">
        {deployment.modelName}
      </Link>
    ),
  }),
  column.accessor("upstreamModel", {
    header: "Upstream model",
    cell: ({ getValue }) => <span className="font-mono text-muted text-xs">{getValue()}</span>,
  }),
  column.accessor("status", {
    header: "Status",
    cell: ({ getValue }) =>
      getValue() === "active" ? <StatusPill tone="good">On</StatusPill> : <StatusPill tone="neutral">Off</StatusPill>,
  }),
]);

export interface ProviderDeploymentsProps {
  deployments: readonly ProviderDeployment[];
  mayAdd: boolean;
}

/** The model names whose calls go to this provider. */
export function ProviderDeployments({ deployments, mayAdd }: ProviderDeploymentsProps) {
  return (
    <Section title="Models" description="Names that callers ask for, and what they are called at this provider.">
      <DataTable
        label="Models at this provider"
        columns={COLUMNS}
        rows={deployments}
        rowId={(deployment) => deployment.id}
        rowHref={(deployment) => `/models/${deployment.modelId}`}
        sortKey="models"
        empty={
          <EmptyState
            icon={Box}
            title="No model calls it yet"
            className="py-8"
            action={
              mayAdd ? (
                <Button asChild variant="primary">
                  <Link href="/models?add=true">Add a model</Link>
                </Button>
              ) : null
            }
          >
            Applications call model names. Add one that resolves to this provider.
          </EmptyState>
        }
      />
    </Section>
  );
}
