"use client";

import { useQuery } from "@tanstack/react-query";
import { AliasSection } from "../aliases/alias-section";
import { ScopeQuotas } from "../quotas/scope-quotas";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Skeleton } from "../ui/skeleton";
import { ModelDeployments } from "./model-deployments";
import { ModelFacts } from "./model-facts";
import { ModelHeader } from "./model-header";
import { ModelPrices } from "./model-prices";
import { modelQuery } from "./models-queries";

/** Everything about one model name: where its calls go and in which order, what they cost, and what it accepts. */
export function ModelPage({ modelId }: { modelId: string }) {
  const { data: model, error, refetch } = useQuery(modelQuery(modelId));
  const { data: me } = useQuery(meQuery());
  useCrumb(model?.name);
  if (error && !model) {
    return <LoadError title="This model could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!model) return <ModelPageSkeleton />;
  const mayChange = me !== undefined && holds(me, "models:write");
  return (
    <div className="flex flex-col gap-6">
      <ModelHeader model={model} mayChange={mayChange} />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <ModelDeployments model={model} mayChange={mayChange} />
          <ScopeQuotas
            scope={{ kind: "model", id: model.id, name: model.name }}
            mayAdd={me?.permissions.everywhere.includes("quotas:write") ?? false}
            description="They hold for every call that asks for this model."
          />
          <ModelPrices model={model} mayChange={mayChange} />
          <AliasSection
            place={{ kind: "model", name: model.name }}
            mayAdd={me !== undefined && holds(me, "aliases:write")}
          />
        </div>
        <ModelFacts model={model} />
      </div>
    </div>
  );
}

function ModelPageSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        {["h-56", "h-72"].map((height) => (
          <div key={height} className="flex flex-col gap-3">
            <Skeleton className="h-5 w-36" />
            <Skeleton className={`${height} rounded-md`} />
          </div>
        ))}
      </div>
    </div>
  );
}
