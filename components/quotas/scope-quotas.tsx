"use client";

import { useQuery } from "@tanstack/react-query";
import { Gauge, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { QuotaActions } from "./quota-actions";
import { AddQuotaDialog } from "./quota-dialog";
import { QuotaMeter } from "./quota-meter";
import { byUnit } from "./quota-words";
import { quotasQuery } from "./quotas-queries";
import type { QuotaScopeKind } from "./scope-words";

export interface ScopeQuotasProps {
  scope: { kind: QuotaScopeKind; id: string; name: string };
  /** Whether the signed-in person may add one; changing is per quota. */
  mayAdd: boolean;
  title?: string;
  description?: ReactNode;
}

/** Kinds that limit the same thing at single models. */
const WITH_MODELS: Partial<Record<QuotaScopeKind, string>> = { team: "team,team_model", key: "key,key_model" };

/** Every limit of one scope with its bar, and the way to add, change and remove one. */
export function ScopeQuotas({ scope, mayAdd, title = "Budgets and limits", description }: ScopeQuotasProps) {
  const { data, error, refetch } = useQuery(
    quotasQuery({ scopeKind: WITH_MODELS[scope.kind] ?? scope.kind, scopeId: scope.id }),
  );
  const [adding, setAdding] = useState(false);
  const add = mayAdd ? (
    <Button size="sm" onClick={() => setAdding(true)}>
      <Plus />
      Add limit
    </Button>
  ) : null;
  return (
    <Section title={title} description={description} actions={data && data.length > 0 ? add : null}>
      {error ? <LoadError title="Limits could not be loaded" error={error} onRetry={() => void refetch()} /> : null}
      {error ? null : <Meters quotas={data} empty={<NoLimits scope={scope} add={add} />} />}
      {adding ? <AddQuotaDialog scope={scope} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function Meters({ quotas, empty }: { quotas: QuotaView[] | undefined; empty: ReactNode }) {
  if (quotas?.length === 0) return <Card>{empty}</Card>;
  return (
    <Card className="@container px-4 py-4">
      <div className="grid @lg:grid-cols-2 items-end gap-x-8 gap-y-5">
        {quotas
          ? quotas
              .toSorted(byUnit)
              .map((quota) => (
                <QuotaMeter
                  key={quota.id}
                  quota={quota}
                  {...(quota.scope.model ? { scope: `At ${quota.scope.model.name}` } : {})}
                  actions={<QuotaActions quota={quota} />}
                />
              ))
          : [1, 2].map((one) => (
              <div key={one} className="flex h-14 flex-col justify-center gap-2">
                <Skeleton className="h-3.5 w-32" />
                <Skeleton className="h-1.5" />
                <Skeleton className="h-3 w-44" />
              </div>
            ))}
      </div>
    </Card>
  );
}

function NoLimits({ scope, add }: { scope: ScopeQuotasProps["scope"]; add: ReactNode }) {
  return (
    <EmptyState icon={Gauge} title="No limit" action={add} className="py-8">
      {scope.kind === "organization"
        ? "Nothing stops the organization as a whole. A monthly budget is a good first limit."
        : `${scope.name} has no limit of its own; the limits around it still hold.`}
    </EmptyState>
  );
}
