"use client";

import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import Link from "next/link";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { CALL_COLUMNS } from "./call-columns";
import { keyCallsQuery } from "./keys-queries";

/** The last calls made with the key; each opens its record. */
export function RecentCalls({ keyId }: { keyId: string }) {
  const { data, error, refetch } = useQuery(keyCallsQuery(keyId));
  return (
    <Section
      title="Recent calls"
      actions={
        <Button asChild size="sm">
          <Link href={`/requests?key=${keyId}`}>All requests</Link>
        </Button>
      }
    >
      {error && !data ? (
        <LoadError title="Calls could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Recent calls"
          columns={CALL_COLUMNS}
          rows={data?.items}
          rowId={(call) => call.id}
          rowHref={(call) => `/requests/${call.id}`}
          sortKey="calls"
          skeletonRows={4}
          empty={
            <EmptyState icon={ScrollText} title="No call yet" className="py-8">
              Run one of the samples: the call shows here within seconds, refused ones too.
            </EmptyState>
          }
        />
      )}
    </Section>
  );
}
