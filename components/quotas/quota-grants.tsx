"use client";

import { ArrowUp } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import type { QuotaDetail, QuotaGrantView } from "@/lib/admin-api/client/quotas";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { grantColumns } from "./grant-columns";
import { GrantDialog } from "./grant-dialog";
import { useRevokeGrant } from "./quota-queries";
import { amountText } from "./quota-words";

/** The raises a limit has and had; each falls away by itself. */
export function QuotaGrants({ quota }: { quota: QuotaDetail }) {
  const [open, setOpen] = useState<"grant" | QuotaGrantView | null>(null);
  const mayGrant = quota.allowedActions.includes("grant");
  const columns = useMemo(() => grantColumns(quota.unit, mayGrant ? setOpen : null), [quota.unit, mayGrant]);
  const close = () => setOpen(null);
  const revoke = useRevokeGrant(quota.id);
  const takeBack = (grant: QuotaGrantView) => {
    const amount = amountText(grant.amount, quota.unit);
    revoke.mutate(grant.id, { onSuccess: () => toast.success(`The raise by ${amount} is taken back`) });
    close();
  };
  const button = mayGrant ? (
    <Button size="sm" onClick={() => setOpen("grant")}>
      <ArrowUp />
      Raise for a time
    </Button>
  ) : null;
  return (
    <Section
      title="Temporary raises"
      description="A raise adds to the limit until its time is over, and falls away by itself."
      actions={quota.grants.length > 0 ? button : null}
    >
      <DataTable
        label="Raises"
        columns={columns}
        rows={quota.grants}
        rowId={(grant) => grant.id}
        sortKey="raises"
        empty={
          <EmptyState icon={ArrowUp} title="Never raised" action={button} className="py-8">
            For a launch or a backfill, raise the limit for some hours or days instead of for good.
          </EmptyState>
        }
      />
      {open === "grant" ? <GrantDialog quota={quota} onClose={close} /> : null}
      {open !== null && open !== "grant" ? (
        <TakeBack quota={quota} grant={open} onConfirm={() => takeBack(open)} onClose={close} />
      ) : null}
    </Section>
  );
}

interface TakeBackProps {
  quota: QuotaDetail;
  grant: QuotaGrantView;
  onConfirm: () => void;
  onClose: () => void;
}

function TakeBack({ quota, grant, onConfirm, onClose }: TakeBackProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Take the raise by ${amountText(grant.amount, quota.unit)} back?`}
      consequence="The limit is lower within two seconds. What was used beyond it stays used: calls are refused until there is room again."
      action="Take back"
      onConfirm={onConfirm}
    />
  );
}
