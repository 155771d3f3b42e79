"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { type FormEvent, useState } from "react";
import type { QuotaDetail, QuotaWhatIfView } from "@/lib/admin-api/client/quotas";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { ErrorNotice } from "../ui/error-notice";
import { Field } from "../ui/field";
import { formatCount, formatShare } from "../ui/format/format-number";
import { Input } from "../ui/input";
import { Section } from "../ui/section";
import { Skeleton } from "../ui/skeleton";
import { TimeCell } from "../ui/time-cell";
import { limitProblem, plainLimit } from "./quota-draft";
import { quotaWhatIfQuery } from "./quota-queries";
import { isEachEndUser } from "./scope-words";

/** Whom another limit would have refused: the calls of the last window played again. Kept in the address as `?try=`. */
export function QuotaWhatIf({ quota }: { quota: QuotaDetail }) {
  const [asked, setAsked] = useQueryState("try", parseAsString);
  const [typed, setTyped] = useState(asked ?? "");
  const [problem, setProblem] = useState<string>();
  if (quota.archivedAt !== null || quota.unit === "concurrent" || isEachEndUser(quota.scope)) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = limitProblem(typed, quota.unit);
    setProblem(wrong);
    if (wrong === undefined) void setAsked(plainLimit(typed));
  };
  return (
    <Section
      title="Who would another limit block?"
      description="Plays again what was let in lately. Nothing changes until you change the limit."
    >
      <Card className="flex flex-col gap-4 px-4 py-4">
        <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-3">
          <Field label="A limit to try" error={problem}>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              inputMode="decimal"
              placeholder={quota.limit}
              className="w-40 tabular-nums"
            />
          </Field>
          <Button type="submit">Play again</Button>
        </form>
        {asked === null ? null : <Answer quotaId={quota.id} limit={asked} />}
      </Card>
    </Section>
  );
}

function Answer({ quotaId, limit }: { quotaId: string; limit: string }) {
  const { data, error, refetch } = useQuery(quotaWhatIfQuery(quotaId, limit));
  if (error) return <ErrorNotice title="That could not be played again" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-20" />;
  return (
    <div aria-live="polite" className="flex flex-col gap-3 text-sm">
      <p className="font-medium text-ink tabular-nums">{summary(data)}</p>
      {data.refused > 0 ? <Windows replay={data} /> : null}
      {data.keys.length > 0 ? <Keys replay={data} /> : null}
    </div>
  );
}

function summary({ calls, refused, over }: QuotaWhatIfView): string {
  const when = over === "day" ? "the last 24 hours" : "the last whole window and this one";
  if (calls === 0) return `No call was let in during ${when}.`;
  if (refused === 0) return `It would have refused none of ${formatCount(calls)} calls of ${when}.`;
  return `It would have refused about ${formatCount(refused)} of ${formatCount(calls)} calls (${formatShare(refused, calls)}) of ${when}.`;
}

function Windows({ replay }: { replay: QuotaWhatIfView }) {
  if (replay.over === "day") return null;
  const met = replay.windows.filter((window) => window.firstRefusedAt !== null);
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {met.map((window) => (
        <li key={window.start}>
          {formatCount(window.refused)} of {formatCount(window.calls)}, the first{" "}
          <TimeCell value={window.firstRefusedAt ?? window.start} absolute />
        </li>
      ))}
    </ul>
  );
}

function Keys({ replay }: { replay: QuotaWhatIfView }) {
  return (
    <table aria-label="Keys it would have met" className="w-full text-sm">
      <thead>
        <tr className="text-faint text-xs">
          <th scope="col" className="py-1 text-left font-medium">
            Key
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            Refused
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            Calls
          </th>
        </tr>
      </thead>
      <tbody>
        {replay.keys.map((key) => (
          <tr key={key.id} className="border-t">
            <td className="py-1.5">
              <Link href={`/keys/${key.id}`} className="text-ink hover:underline">
                {key.name}
              </Link>
            </td>
            <td className="py-1.5 text-right tabular-nums">{formatCount(key.refused)}</td>
            <td className="py-1.5 text-right text-muted tabular-nums">{formatCount(key.calls)}</td>
          </tr>
        ))}
        {replay.refusedElsewhere > 0 ? (
          <tr className="border-t text-muted">
            <td className="py-1.5">Keys that are not listed</td>
            <td className="py-1.5 text-right tabular-nums">{formatCount(replay.refusedElsewhere)}</td>
            <td />
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
