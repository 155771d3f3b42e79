"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { formatDuration } from "../ui/format/format-duration";
import { formatCount } from "../ui/format/format-number";
import { formatUsdExact } from "../ui/format/format-usd";
import type { Run } from "./columns";
import { freshRecordQuery } from "./playground-queries";

/** What an answer took: time as this browser saw it, tokens by class, cost from the record, and the way to that record. */
export function RunStats({ run }: { run: Run }) {
  const { data: record } = useQuery(freshRecordQuery(run.requestId));
  const cost = record ? record.costUsd : run.costUsd;
  const facts: [term: string, value: string][] = [
    ...(run.firstTokenMs === null ? [] : [fact("First token", formatDuration(run.firstTokenMs))]),
    ...(run.totalMs === null ? [] : [fact("Total", formatDuration(run.totalMs))]),
    ...Object.entries(run.tokens ?? {}).map(([name, count]) => fact(WORDS[name] ?? name, formatCount(count))),
    ...(cost === null ? [] : [fact("Cost", formatUsdExact(cost))]),
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-3 text-faint text-xs tabular-nums">
      <dl className="flex flex-wrap gap-x-3 gap-y-1">
        {facts.map(([term, value]) => (
          <div key={term} className="flex gap-1">
            <dt>{term}</dt>
            <dd className="font-medium text-muted">{value}</dd>
          </div>
        ))}
      </dl>
      {run.requestId ? (
        <Link
          href={`/requests/${run.requestId}`}
          className="ml-auto inline-flex items-center gap-0.5 rounded-xs text-accent-ink underline-offset-4 hover:underline"
        >
          Request
          <ArrowUpRight className="size-3.5" aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  input: "In",
  cached: "In, from cache",
  output: "Out",
  reasoning: "Reasoning",
};

function fact(term: string, value: string): [string, string] {
  return [term, value];
}
