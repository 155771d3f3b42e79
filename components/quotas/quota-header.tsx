"use client";

import { HandHelping, Pencil } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { QuotaActions } from "./quota-actions";
import { QuotaBadges } from "./quota-badges";
import { EditQuotaDialog } from "./quota-dialog";
import { quotaName } from "./quota-words";
import { scopeHref, scopeName } from "./scope-words";

/** Whose and what it limits, and what may be done with it. */
export function QuotaHeader({ quota }: { quota: QuotaDetail }) {
  const [editing, setEditing] = useState(false);
  const may = (action: QuotaDetail["allowedActions"][number]) => quota.allowedActions.includes(action);
  return (
    <>
      <PageHeader
        title={quotaName(quota)}
        meta={
          <>
            {quota.hard || quota.shadow ? null : <Badge>Soft</Badge>}
            <QuotaBadges quota={quota} />
          </>
        }
        description={<Whose quota={quota} />}
        actions={
          <>
            {may("update") ? (
              <Button onClick={() => setEditing(true)}>
                <Pencil />
                Change limit
              </Button>
            ) : null}
            {may("grant") || quota.archivedAt !== null ? null : (
              <Button asChild>
                <Link href={`/access-requests/new?kind=quota&quota=${quota.id}`}>
                  <HandHelping />
                  Ask for more
                </Link>
              </Button>
            )}
            <QuotaActions quota={quota} size="icon" />
          </>
        }
      />
      {editing ? <EditQuotaDialog quota={quota} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function Whose({ quota }: { quota: QuotaDetail }) {
  const { scope } = quota;
  const href = scopeHref(scope);
  const name = scopeName(scope);
  const around = [scope.team, scope.project].flatMap((one) => (one && one.id !== scope.id ? [one.name] : []));
  return (
    <>
      {href ? (
        <Link href={href} className="rounded-xs text-accent-ink hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {around.length > 0 ? <span className="text-faint"> · {around.join(" / ")}</span> : null}
    </>
  );
}
