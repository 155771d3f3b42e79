"use client";

import { ArrowUp, Pencil } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { GrantDialog } from "./grant-dialog";
import { QuotaActions } from "./quota-actions";
import { QuotaBadges } from "./quota-badges";
import { EditQuotaDialog } from "./quota-dialog";
import { quotaName } from "./quota-words";
import { scopeHref, scopeName } from "./scope-words";

/** Whose and what it limits, and what may be done with it. */
export function QuotaHeader({ quota }: { quota: QuotaDetail }) {
  const [open, setOpen] = useState<"edit" | "grant" | null>(null);
  const close = () => setOpen(null);
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
            {may("grant") ? (
              <Button onClick={() => setOpen("grant")}>
                <ArrowUp />
                Raise for a time
              </Button>
            ) : null}
            {may("update") ? (
              <Button onClick={() => setOpen("edit")}>
                <Pencil />
                Change limit
              </Button>
            ) : null}
            <QuotaActions quota={quota} size="icon" />
          </>
        }
      />
      {open === "edit" ? <EditQuotaDialog quota={quota} onClose={close} /> : null}
      {open === "grant" ? <GrantDialog quota={quota} onClose={close} /> : null}
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
