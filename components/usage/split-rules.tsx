"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { CostSplitRule } from "@/lib/admin-api/client/statements";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Section } from "../ui/section";
import { toastUndo } from "../ui/toast-undo";
import { SplitRuleDialog } from "./split-rule-dialog";
import { splitRulesQuery, useRemoveSplitRule, useSetSplitRule } from "./statement-queries";
import { centreWords, splitWords } from "./statement-words";

/** Which cost centres are shared, and who carries them. */
export function SplitRules() {
  const { data: rules } = useQuery(splitRulesQuery());
  const { data: me } = useQuery(meQuery());
  const [adding, setAdding] = useState(false);
  const mayChange = me !== undefined && holds(me, "statements:write");
  return (
    <Section
      title="Shared costs"
      description="A platform, an evaluation, a shared key: what it cost is carried by others. Applies to months that are still open."
      actions={
        mayChange ? (
          <Button size="sm" onClick={() => setAdding(true)}>
            <Plus />
            Share a cost centre
          </Button>
        ) : null
      }
    >
      <Card>
        {rules?.length ? (
          <ul aria-label="Shared costs">
            {rules.map((rule) => (
              <Rule key={rule.id} rule={rule} mayChange={mayChange} />
            ))}
          </ul>
        ) : (
          <p className="px-4 py-3 text-muted text-sm">Every cost centre carries its own.</p>
        )}
      </Card>
      {adding ? <SplitRuleDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function Rule({ rule, mayChange }: { rule: CostSplitRule; mayChange: boolean }) {
  const remove = useRemoveSplitRule();
  const restore = useSetSplitRule();
  const { sourceCostCentre, method, shares } = rule;
  const onRemove = () =>
    remove.mutate(rule.id, {
      onSuccess: () =>
        toastUndo(`${centreWords(sourceCostCentre)} carries its own costs`, () =>
          restore.mutate({ sourceCostCentre, method, shares }),
        ),
      onError: (error) => toast.error("The rule stays", { description: error.message }),
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5 text-sm last:border-b-0">
      <span className="font-medium text-ink">{centreWords(sourceCostCentre)}</span>
      <span className="min-w-0 flex-1 text-muted">{splitWords(rule)}</span>
      {mayChange ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Stop sharing ${centreWords(sourceCostCentre)}`}
          onClick={onRemove}
          pending={remove.isPending}
        >
          <Trash2 />
        </Button>
      ) : null}
    </li>
  );
}
