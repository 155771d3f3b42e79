"use client";

import { useQuery } from "@tanstack/react-query";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { QuotaFacts } from "./quota-facts";
import { QuotaGrants } from "./quota-grants";
import { QuotaHeader } from "./quota-header";
import { QuotaHolds } from "./quota-holds";
import { QuotaOutlook } from "./quota-outlook";
import { quotaQuery } from "./quota-queries";
import { QuotaShadow } from "./quota-shadow";
import { QuotaStandingCard } from "./quota-standing-card";
import { QuotaWhatIf } from "./quota-what-if";
import { quotaName } from "./quota-words";
import { scopeName } from "./scope-words";

/** Everything about one limit: where it stands and is going, what is held now, its raises, and what it or another would refuse. */
export function QuotaPage({ quotaId }: { quotaId: string }) {
  const { data: quota, error, refetch } = useQuery(quotaQuery(quotaId));
  useCrumb(quota && `${scopeName(quota.scope)}: ${quotaName(quota).toLowerCase()}`);
  if (error && !quota) {
    return <LoadError title="This limit could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!quota) return <QuotaPageSkeleton />;
  return (
    <div className="flex flex-col gap-6">
      <QuotaHeader quota={quota} />
      {quota.archivedAt === null ? null : (
        <Notice kind="info" title="This limit was removed">
          It limits nothing any more; its history stays.
        </Notice>
      )}
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <QuotaStandingCard quota={quota} />
          <QuotaOutlook quota={quota} />
          <QuotaShadow quota={quota} />
          <QuotaWhatIf quota={quota} />
          <QuotaHolds quota={quota} />
          <QuotaGrants quota={quota} />
        </div>
        <QuotaFacts quota={quota} />
      </div>
    </div>
  );
}

function QuotaPageSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        {["h-72", "h-64"].map((height) => (
          <Skeleton key={height} className={`${height} rounded-md`} />
        ))}
      </div>
    </div>
  );
}
