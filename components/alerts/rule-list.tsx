"use client";

import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { AlertRule, SetAlertRuleInput } from "@/lib/admin-api/client/alerts";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Skeleton } from "../ui/skeleton";
import { Switch } from "../ui/switch";
import { RULES } from "./alert-words";
import { alertRulesQuery, useSetAlertRule } from "./alerts-queries";
import { RuleDialog } from "./rule-dialog";
import { settingsInWords } from "./rule-settings";

/** Every rule: what it looks at, whether it does, and its numbers. */
export function RuleList() {
  const { data: rules, error, refetch } = useQuery(alertRulesQuery());
  if (error && !rules)
    return <LoadError title="Rules could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!rules) return <Skeleton className="h-96 rounded-md" />;
  return (
    <Card>
      <ul aria-label="Rules" className="divide-y">
        {rules.map((rule) => (
          <RuleRow key={rule.rule} rule={rule} />
        ))}
      </ul>
    </Card>
  );
}

function RuleRow({ rule }: { rule: AlertRule }) {
  const [changing, setChanging] = useState(false);
  const set = useSetAlertRule();
  const maySet = rule.allowedActions.includes("update");
  const { label, about } = RULES[rule.rule];
  const numbers = settingsInWords(rule);
  const turn = (enabled: boolean) =>
    set.mutate({ rule: rule.rule, enabled, settings: rule.settings } as unknown as SetAlertRuleInput);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="flex min-w-0 flex-1 basis-72 flex-col">
        <span className="font-medium text-ink text-sm">{label}</span>
        <span className="text-muted text-sm">{about}</span>
        {numbers === "" ? null : <span className="text-faint text-xs">{numbers}</span>}
      </span>
      {rule.current === 0 ? null : (
        <Link href={`/alerts?rule=${rule.rule}`} className="text-accent-ink text-sm hover:underline">
          {rule.current === 1 ? "1 alert" : `${rule.current} alerts`}
        </Link>
      )}
      {maySet && numbers !== "" ? (
        <Button variant="ghost" size="sm" onClick={() => setChanging(true)} aria-label={`Change numbers of ${label}`}>
          <SlidersHorizontal />
          Numbers
        </Button>
      ) : null}
      <Switch
        label={rule.enabled ? "On" : "Off"}
        checked={rule.enabled}
        disabled={!maySet || set.isPending}
        onCheckedChange={turn}
      />
      {changing ? <RuleDialog rule={rule} onClose={() => setChanging(false)} /> : null}
    </li>
  );
}
