import type { ReactNode } from "react";
import { Card } from "../ui/card";

/** The few numbers at the top of a group's page. */
export function GroupFacts({ facts }: { facts: readonly { term: string; value: ReactNode; hint?: string }[] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {facts.map(({ term, value, hint }) => (
        <Card key={term} className="flex flex-col gap-1 px-4 py-3">
          <dt className="text-faint text-xs">{term}</dt>
          <dd className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold text-ink text-xl tabular-nums tracking-tight">{value}</span>
            {hint ? <span className="text-faint text-xs">{hint}</span> : null}
          </dd>
        </Card>
      ))}
    </dl>
  );
}
