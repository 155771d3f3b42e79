"use client";

import { useQuery } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import type { QuotaDetail, QuotaHoldView } from "@/lib/admin-api/client/quotas";
import { LoadError } from "../shell/load-error";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { holdColumns } from "./hold-columns";
import { quotaHoldsQuery, useReleaseHold } from "./quota-queries";
import { amountText } from "./quota-words";
import { ReleaseHoldDialog } from "./release-hold-dialog";

/** What calls that run hold of the limit now; an admin can give one back. */
export function QuotaHolds({ quota }: { quota: QuotaDetail }) {
  const { data, error, refetch } = useQuery(quotaHoldsQuery(quota.id));
  const [releasing, setReleasing] = useState<QuotaHoldView | null>(null);
  const release = useReleaseHold(quota.id);
  const confirm = (hold: QuotaHoldView) => {
    release.mutate(hold, {
      onSuccess: ({ released }) => toast.success(`${amountText(released, quota.unit)} are free again`),
    });
    setReleasing(null);
  };
  const mayRelease = quota.allowedActions.includes("release_hold");
  const columns = useMemo(() => holdColumns(quota.unit, mayRelease ? setReleasing : null), [quota.unit, mayRelease]);
  return (
    <Section
      title="Held now"
      description="A call holds its likely most while it runs, and settles what it really used at its end. Holds expire by themselves."
    >
      {error && !data ? (
        <LoadError title="Holds could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Holds"
          columns={columns}
          rows={data}
          rowId={(hold) => `${hold.holder} ${hold.subject}`}
          sortKey="holds"
          skeletonRows={2}
          empty={
            <EmptyState icon={Hourglass} title="Nothing is held" className="py-8">
              Calls that run now show here, each with its request and the time its hold expires.
            </EmptyState>
          }
        />
      )}
      {releasing ? (
        <ReleaseHoldDialog
          quota={quota}
          hold={releasing}
          onConfirm={() => confirm(releasing)}
          onClose={() => setReleasing(null)}
        />
      ) : null}
    </Section>
  );
}
