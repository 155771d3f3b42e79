"use client";

import type { RequestTraceStep } from "@/lib/admin-api/client/requests";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { QuotaBar } from "../ui/quota-bar";
import { quotasConsulted } from "./quotas-consulted";

/** Where the quotas stood when this call asked to be let in. */
export function QuotasCard({ trace }: { trace: readonly RequestTraceStep[] }) {
  const quotas = quotasConsulted(trace);
  if (quotas.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Quotas consulted" description="As they stood when this call was let in or refused" />
      <ul className="grid gap-x-8 gap-y-4 px-4 pb-4 sm:grid-cols-2 2xl:grid-cols-3">
        {quotas.map((quota) => (
          <li key={`${quota.label} ${quota.standing.unit}`} className="flex flex-col gap-1.5">
            <span className="flex items-center gap-2 font-medium text-sm">
              {quota.label}
              {quota.refused ? <Badge tone="warn">refused</Badge> : null}
            </span>
            <QuotaBar label={quota.label} standing={quota.standing} labelHidden />
          </li>
        ))}
      </ul>
    </Card>
  );
}
