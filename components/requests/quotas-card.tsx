"use client";

import Link from "next/link";
import type { RequestQuota } from "@/lib/admin-api/client/requests";
import { Badge } from "../ui/badge";
import { Card, CardHeader } from "../ui/card";
import { QuotaBar } from "../ui/quota-bar";
import { type ConsultedQuota, quotasConsulted } from "./quotas-consulted";

/** Where the quotas stood when this call asked to be let in. */
export function QuotasCard({ quotas }: { quotas: readonly RequestQuota[] }) {
  if (quotas.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Quotas consulted" description="As they stood when this call was let in or refused" />
      <ul className="grid gap-x-8 gap-y-4 px-4 pb-4 sm:grid-cols-2 2xl:grid-cols-3">
        {quotasConsulted(quotas).map((quota) => (
          <Consulted key={quota.id} quota={quota} />
        ))}
      </ul>
    </Card>
  );
}

function Consulted({ quota: { id, scope, name, standing, verdict } }: { quota: ConsultedQuota }) {
  return (
    <li className="flex min-w-0 flex-col gap-1.5">
      <span className="truncate text-faint text-xs">{scope}</span>
      <span className="flex items-center gap-2 font-medium text-sm">
        <Link href={`/limits/${id.split(" ", 1)[0]}`} className="truncate hover:underline">
          {name}
        </Link>
        {verdict ? <Badge tone={verdict.tone}>{verdict.label}</Badge> : null}
      </span>
      <QuotaBar label={`${scope}: ${name}`} standing={standing} labelHidden />
    </li>
  );
}
