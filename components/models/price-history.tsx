"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleDollarSign } from "lucide-react";
import type { DeploymentSummary, PriceView } from "@/lib/admin-api/client/models";
import { LoadError } from "../shell/load-error";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { pricesQuery } from "./models-queries";
import { PriceTable } from "./price-table";
import { priceLine, sourceWords } from "./price-words";

/** The price in force in full, and the versions before it in a line each. */
export function PriceHistory({ deployment }: { deployment: DeploymentSummary }) {
  const { data: versions, error, refetch } = useQuery(pricesQuery(deployment.id));
  if (error && !versions) {
    return <LoadError title="Prices could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!versions) return <Skeleton className="h-40 rounded-md" />;
  const [current, ...before] = versions;
  if (!current) {
    return (
      <Card>
        <EmptyState icon={CircleDollarSign} title="The price is unknown" className="py-8">
          Its calls have an unknown cost, which is not zero. Keys under a money limit are refused.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <VersionLine version={current} current />
      <PriceTable tiers={current.tiers} />
      {before.map((version) => (
        <VersionLine key={version.id} version={version} current={false} />
      ))}
    </Card>
  );
}

function VersionLine({ version, current }: { version: PriceView; current: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2.5 text-sm first:border-t-0">
      <span className="font-medium text-ink tabular-nums">Version {version.version}</span>
      {current ? <Badge tone="good">in force</Badge> : null}
      <span className="text-muted text-xs">{sourceWords(version)}</span>
      {current ? null : <span className="text-muted text-xs tabular-nums">{priceLine(version.tiers)}</span>}
      <span className="ml-auto text-faint text-xs">
        since <TimeCell value={version.effectiveFrom} absolute />
      </span>
    </div>
  );
}
