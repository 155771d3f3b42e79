"use client";

import { useQuery } from "@tanstack/react-query";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Skeleton } from "../ui/skeleton";
import { ProviderCredentials } from "./provider-credentials";
import { ProviderDeployments } from "./provider-deployments";
import { ProviderHeader } from "./provider-header";
import { providerQuery } from "./providers-queries";
import { SimulatedBehaviour } from "./simulated-behaviour";

/** Everything about one provider: its connection, credentials, behaviour when simulated, and who is called there. */
export function ProviderPage({ providerId }: { providerId: string }) {
  const { data: provider, error, refetch } = useQuery(providerQuery(providerId));
  const { data: me } = useQuery(meQuery());
  useCrumb(provider?.name);
  if (error && !provider) {
    return <LoadError title="This provider could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!provider) return <ProviderPageSkeleton />;
  const mayChange = me !== undefined && holds(me, "providers:write");
  return (
    <div className="flex flex-col gap-8">
      <ProviderHeader provider={provider} mayChange={mayChange} />
      {provider.simulated ? <SimulatedBehaviour provider={provider} mayChange={mayChange} /> : null}
      {provider.credentialNeed === "none" ? null : <ProviderCredentials provider={provider} mayChange={mayChange} />}
      <ProviderDeployments deployments={provider.deployments} mayAdd={me !== undefined && holds(me, "models:write")} />
    </div>
  );
}

function ProviderPageSkeleton() {
  return (
    <div className="flex flex-col gap-8" aria-busy>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-5 w-80" />
      </div>
      {["h-36", "h-48"].map((height) => (
        <div key={height} className="flex flex-col gap-3">
          <Skeleton className="h-5 w-36" />
          <Skeleton className={`${height} rounded-md`} />
        </div>
      ))}
    </div>
  );
}
