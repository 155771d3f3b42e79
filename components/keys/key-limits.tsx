"use client";

import { Gauge, Plus } from "lucide-react";
import { useState } from "react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { QuotaActions } from "../quotas/quota-actions";
import { AddQuotaDialog } from "../quotas/quota-dialog";
import { QuotaMeter } from "../quotas/quota-meter";
import { byUnit } from "../quotas/quota-words";
import { SCOPE_KINDS, scopeNameFromKey } from "../quotas/scope-words";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";

/** Every limit a call with this key counts against, innermost first: its own can be changed here. */
export function KeyLimits({ keyDetail }: { keyDetail: KeyDetail }) {
  const [adding, setAdding] = useState(false);
  const limits = limitsOf(keyDetail);
  const add = keyDetail.allowedActions.includes("set_quota") ? (
    <Button size="sm" onClick={() => setAdding(true)}>
      <Plus />
      Add limit
    </Button>
  ) : null;
  return (
    <Section
      title="Limits"
      description="A call must fit into all of these. It holds its likely cost first and settles the exact one after."
      actions={limits.length > 0 ? add : null}
    >
      <Card className="@container">
        {limits.length === 0 ? (
          <EmptyState icon={Gauge} title="No limit applies" action={add} className="py-8">
            Neither this key nor its project, team or organization has one: nothing bounds what it may spend.
          </EmptyState>
        ) : (
          <div className="grid gap-x-8 gap-y-5 px-4 py-4 @lg:grid-cols-2">
            {limits.map((quota) => (
              <QuotaMeter
                key={quota.id}
                quota={quota}
                scope={scopeNameFromKey(quota.scope)}
                actions={<QuotaActions quota={quota} />}
              />
            ))}
          </div>
        )}
      </Card>
      {adding ? (
        <AddQuotaDialog
          scope={{ kind: "key", id: keyDetail.id, name: keyDetail.name }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Section>
  );
}

const INNERMOST_FIRST: readonly QuotaView["scope"]["kind"][] = ["key", "key_model", ...SCOPE_KINDS.toReversed()];

function limitsOf(key: KeyDetail): QuotaView[] {
  const rank = (quota: QuotaView) => INNERMOST_FIRST.indexOf(quota.scope.kind);
  return key.quotas.filter((quota) => quota.archivedAt === null).toSorted((a, b) => rank(a) - rank(b) || byUnit(a, b));
}
