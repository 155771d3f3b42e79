"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { MyUsage as Usage } from "@/lib/admin-api/client/session";
import { TimeSeriesChart } from "../charts/time-series-chart";
import { ScopeQuotas } from "../quotas/scope-quotas";
import { requestsHref } from "../shell/links";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { myUsageQuery } from "./me-queries";

const SERIES = [{ key: "spend", label: "Spend", colour: "var(--series-1)" }];
const USD = {
  format: (value: number) => formatUsd(value.toFixed(6)),
  // As exact as the axis needs: a rounded step would stand beside the wrong line.
  formatAxis: (value: number) => `$${Number(value.toPrecision(2))}`,
};

/** What my own calls took in the last 30 days, and the limits they count in. */
export function MyUsage({ personId, name }: { personId: string; name: string }) {
  const { data: usage, error, refetch } = useQuery(myUsageQuery());
  return (
    <>
      <Section
        title="Usage"
        description="Calls of keys that are yours, and of your playground, in the last 30 days."
        actions={
          <Button asChild size="sm">
            <Link href={requestsHref({ person: personId })}>My requests</Link>
          </Button>
        }
      >
        {error ? (
          <LoadError title="Your usage could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : null}
        {usage ? <Days usage={usage} /> : error ? null : <Skeleton className="h-64 rounded-md" />}
      </Section>
      <ScopeQuotas
        scope={{ kind: "person", id: personId, name }}
        mayAdd={false}
        title="Your limits"
        description="They hold over all keys that are yours, in every project."
      />
    </>
  );
}

function Days({ usage }: { usage: Usage }) {
  const today = usage.days.length - 1;
  const points = usage.days.map(({ start, costUsd }, index) => ({
    start,
    complete: index < today,
    values: { spend: Number(costUsd) },
  }));
  const facts: [term: string, value: string][] = [
    ["Spend", formatUsd(usage.costUsd)],
    ["Requests", formatCount(usage.requests)],
    ["Tokens", formatCount(usage.tokens)],
  ];
  return (
    <>
      <Card>
        <dl className="grid grid-cols-3 divide-x">
          {facts.map(([term, value]) => (
            <div key={term} className="px-4 py-3">
              <dt className="text-faint text-xs">{term}</dt>
              <dd className="font-semibold text-ink text-lg tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {usage.requests === 0 ? null : (
        <TimeSeriesChart
          kind="bars"
          title="Your spend by day"
          description={`Days of ${usage.timeZone}`}
          series={SERIES}
          points={points}
          time={{ bucket: "day", timeZone: usage.timeZone }}
          unit={USD}
          height={180}
        />
      )}
    </>
  );
}
