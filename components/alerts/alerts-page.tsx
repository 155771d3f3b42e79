"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { BellRing, Settings2 } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { AlertRuleName } from "@/lib/admin-api/client/alerts";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { PageHeader } from "../ui/page-header";
import { SegmentedControl } from "../ui/segmented-control";
import { Select } from "../ui/select";
import { RULES } from "./alert-words";
import { ALERT_COLUMNS } from "./alerts-columns";
import { alertsQuery } from "./alerts-queries";

const STATES = ["unresolved", "resolved", "all"] as const;
const STATE_OPTIONS = [
  { value: "unresolved", label: "Unresolved" },
  { value: "resolved", label: "Resolved" },
  { value: "all", label: "All" },
] as const;
const RULE_NAMES = Object.keys(RULES) as AlertRuleName[];
const ANY = "any";
const RULE_OPTIONS = [
  { value: ANY, label: "Every rule" },
  ...RULE_NAMES.map((value) => ({ value, label: RULES[value].label })),
];

/** What is wrong now, and what was (`?state=`, `?rule=`). */
export function AlertsPage() {
  const [state, setState] = useQueryState("state", parseAsStringLiteral(STATES).withDefault("unresolved"));
  const [rule, setRule] = useQueryState("rule", parseAsStringLiteral(RULE_NAMES));
  const list = useInfiniteQuery(
    alertsQuery({ ...(state === "all" ? {} : { state }), ...(rule === null ? {} : { rule }) }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items), [list.data]);
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Alerts"
        description="What is wrong, said once: it opens, somebody acknowledges it, and it ends by itself when it is over."
        actions={<RulesLink />}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedControl
          label="State"
          value={state}
          onValueChange={(next) => void setState(next)}
          options={STATE_OPTIONS}
        />
        <Select
          aria-label="Rule"
          className="w-48"
          value={rule ?? ANY}
          options={RULE_OPTIONS}
          onValueChange={(next) => void setRule(RULE_NAMES.find((name) => name === next) ?? null)}
        />
      </div>
      {list.error && !list.data ? (
        <LoadError title="Alerts could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          label="Alerts"
          columns={ALERT_COLUMNS}
          rows={rows}
          rowId={(alert) => alert.id}
          rowHref={(alert) => `/alerts/${alert.id}`}
          more={{
            hasMore: list.hasNextPage,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
          empty={
            <EmptyState icon={BellRing} title={state === "unresolved" ? "Nothing is wrong" : "No such alert"}>
              {state === "unresolved"
                ? "Budgets, providers, keys and destinations are watched all the time; what goes wrong stands here."
                : "Choose another state or rule."}
            </EmptyState>
          }
        />
      )}
    </div>
  );
}

function RulesLink() {
  const { data: me } = useQuery(meQuery());
  if (me === undefined || !holds(me, "notices:read")) return null;
  return (
    <Button asChild>
      <Link href="/settings/notices?tab=rules">
        <Settings2 />
        Rules
      </Link>
    </Button>
  );
}
