import type { UsageOverview, UsageTopEntry } from "@/lib/admin-api/client/usage";
import { BarList } from "../charts/bar-list";
import { type RequestFilters, requestsHref } from "../shell/links";
import { Card, CardHeader } from "../ui/card";
import { MoneyCell } from "../ui/money-cell";
import { inPeriod } from "./overview-period";

const LISTS = [
  { key: "teams", title: "Top teams", filter: "team" },
  { key: "models", title: "Top models", filter: "model" },
  { key: "keys", title: "Top keys", filter: "key" },
] as const;

interface TopListsProps {
  overview: UsageOverview;
  /** "this month" */
  period: string;
}

/** Who and what spent most. */
export function TopLists({ overview, period }: TopListsProps) {
  const { from, to, top } = overview;
  const items = (entries: readonly UsageTopEntry[], filter: keyof RequestFilters) =>
    entries.map((entry) => ({
      key: entry.id,
      label: entry.id === "" ? `No ${filter}` : entry.name,
      share: entry.share,
      value: <MoneyCell value={entry.costUsd} />,
      href: requestsHref({ from, to, [filter]: entry.id }),
    }));
  return (
    <div className="grid gap-3 lg:grid-cols-3">
      {LISTS.map((list) => (
        <Card key={list.key}>
          <CardHeader title={`${list.title} by spend, ${period}`} />
          <BarList
            label={`${list.title} by spend`}
            items={items(top[list.key], list.filter)}
            empty={`No calls ${inPeriod(period)}.`}
          />
        </Card>
      ))}
    </div>
  );
}
