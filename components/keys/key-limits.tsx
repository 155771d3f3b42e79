"use client";

import { Gauge, Plus } from "lucide-react";
import { useState } from "react";
import type { KeyDetail } from "@/lib/admin-api/client/keys";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { QuotaActions } from "../quotas/quota-actions";
import { AddQuotaDialog } from "../quotas/quota-dialog";
import { QuotaMeter } from "../quotas/quota-meter";
import { byUnit, scopeName } from "../quotas/quota-words";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";

/** Every limit a call with this key counts against, innermost first: its own can be changed here. */
export function KeyLimits({ keyDetail }: { keyDetail: KeyDetail }) {
  const [adding, setAdding] = useState(false);
  const groups = groupsOf(keyDetail);
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
      actions={groups.length > 0 ? add : null}
    >
      <Card>
        {groups.length === 0 ? (
          <EmptyState icon={Gauge} title="No limit applies" action={add} className="py-8">
            Neither this key nor its project, team or organization has one: nothing bounds what it may spend.
          </EmptyState>
        ) : (
          groups.map((group) => <ScopeGroup key={group.name} {...group} />)
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

interface Group {
  name: string;
  quotas: QuotaView[];
}

function ScopeGroup({ name, quotas }: Group) {
  return (
    <div className="border-b px-4 py-3.5 last:border-b-0">
      <h3 className="mb-2 text-faint text-xs">{name}</h3>
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {quotas.map((quota) => (
          <QuotaMeter key={quota.id} quota={quota} actions={<QuotaActions quota={quota} />} />
        ))}
      </div>
    </div>
  );
}

const INNERMOST_FIRST = ["key", "project", "team", "organization"] as const;

function groupsOf(key: KeyDetail): Group[] {
  const live = key.quotas.filter((quota) => quota.archivedAt === null);
  return INNERMOST_FIRST.flatMap((kind) => {
    const quotas = live.filter((quota) => quota.scope.kind === kind).toSorted(byUnit);
    const [first] = quotas;
    return first ? [{ name: scopeName(first.scope), quotas }] : [];
  });
}
