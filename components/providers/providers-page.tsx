"use client";

import { useQuery } from "@tanstack/react-query";
import { Cable, Plus } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { AddProviderDialog } from "./add-provider-dialog";
import { PROVIDER_COLUMNS } from "./providers-columns";
import { providersQuery } from "./providers-queries";

/** Every upstream service that calls may go to. */
export function ProvidersPage() {
  const { data: providers, error, refetch } = useQuery(providersQuery());
  const { data: me } = useQuery(meQuery());
  const [adding, setAdding] = useQueryState("add", parseAsBoolean.withDefault(false));
  const mayAdd = me !== undefined && holds(me, "providers:write");
  const begin = () => void setAdding(true);
  usePageKey("n", mayAdd ? begin : null);
  const button = mayAdd ? (
    <Button variant="primary" onClick={begin} aria-keyshortcuts="n">
      <Plus />
      Add provider
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Providers"
        description="Upstream services that answer calls. Their credentials are sealed: usable by the gateway, readable by nobody."
        actions={button}
      />
      {error && !providers ? (
        <LoadError title="Providers could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Providers"
          columns={PROVIDER_COLUMNS}
          rows={providers}
          rowId={(provider) => provider.id}
          rowHref={(provider) => `/providers/${provider.id}`}
          skeletonRows={4}
          empty={
            <EmptyState icon={Cable} title="No providers yet" action={button}>
              Add the service whose models your applications call, with its API key.
            </EmptyState>
          }
        />
      )}
      {adding && mayAdd ? <AddProviderDialog onClose={() => void setAdding(null)} /> : null}
    </div>
  );
}
