"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsFloat, parseAsString, useQueryState } from "nuqs";
import type { CostWhatIf, CostWhatIfQuery } from "@/lib/admin-api/client/usage";
import { filterChoicesQuery } from "../requests/requests-queries";
import { useCrumb } from "../shell/crumbs";
import { Card } from "../ui/card";
import { Combobox } from "../ui/combobox";
import { ErrorNotice } from "../ui/error-notice";
import { Field } from "../ui/field";
import { formatChange } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { duringWords, PERIODS } from "./explore-view";
import { costWhatIfQuery } from "./statement-queries";
import { UsageTabs } from "./usage-tabs";
import { WhatIfTable } from "./what-if-table";

const AS_IT_WAS = "as-it-was";

/** Another model, more from caches: what a period would have cost. All of it is in the address. */
export function WhatIfPage() {
  const [range, setRange] = useTimeRange(PERIODS, "last_month");
  const [asModel, setAsModel] = useQueryState("as", parseAsString);
  const [from, setFrom] = useQueryState("of", parseAsString);
  const [cached, setCached] = useQueryState("cached", parseAsFloat);
  const [answered, setAnswered] = useQueryState("answered", parseAsFloat);
  const { data: choices } = useQuery(filterChoicesQuery());
  const models = choices?.models.map(({ name }) => ({ value: name, label: name })) ?? [];
  const query: CostWhatIfQuery = {
    ...(range.kind === "fixed" ? { from: range.from, to: range.to } : { period: range.preset as "last_month" }),
    ...(asModel ? { asModel } : {}),
    ...(from ? { model: from } : {}),
    ...(cached === null ? {} : { promptCachePercent: cached }),
    ...(answered === null ? {} : { answeredPercent: answered }),
  };
  const { data, error, refetch } = useQuery(costWhatIfQuery(query));
  useCrumb("What if");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="What if"
        description="What a period would have cost with another model's price, or with more of it from caches. Tokens stay as they were."
        actions={<TimeRangePicker value={range} onValueChange={setRange} presets={PERIODS} />}
      />
      <UsageTabs />
      <Card className="grid gap-4 px-4 py-4 sm:grid-cols-2 xl:grid-cols-4">
        <Field label="Calls to">
          <Combobox
            noun="models"
            value={from ?? AS_IT_WAS}
            onValueChange={(next) => void setFrom(next === AS_IT_WAS ? null : next)}
            choices={[{ value: AS_IT_WAS, label: "Every model" }, ...models]}
          />
        </Field>
        <Field label="Priced like">
          <Combobox
            noun="models"
            value={asModel ?? AS_IT_WAS}
            onValueChange={(next) => void setAsModel(next === AS_IT_WAS ? null : next)}
            choices={[{ value: AS_IT_WAS, label: "Their own, today" }, ...models]}
          />
        </Field>
        <Field label="Input from the provider's cache, in percent" hint="Empty: as it was.">
          <PercentInput value={cached} onChange={(next) => void setCached(next)} />
        </Field>
        <Field label="Answered by our own cache, in percent" hint="Those calls cost nothing.">
          <PercentInput value={answered} onChange={(next) => void setAnswered(next)} />
        </Field>
      </Card>
      {error ? (
        <ErrorNotice title="That could not be worked out" error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Result result={data} period={duringWords(range)} />
      ) : (
        <Skeleton className="h-64 rounded-md" />
      )}
    </div>
  );
}

function PercentInput({
  value,
  onChange,
  ...aria
}: {
  value: number | null;
  onChange: (next: number | null) => void;
  id?: string;
}) {
  return (
    <Input
      {...aria}
      type="number"
      min={0}
      max={100}
      step={1}
      value={value ?? ""}
      onChange={(event) => {
        const next = event.target.value === "" ? null : Math.min(100, Math.max(0, Number(event.target.value)));
        onChange(next);
      }}
      className="tabular-nums"
    />
  );
}

function Result({ result, period }: { result: CostWhatIf; period: string }) {
  const { actualUsd, supposedUsd, lines } = result;
  const unknown = lines.filter((line) => line.supposedUsd === null).map((line) => line.model ?? "no model");
  const change = supposedUsd === null ? null : formatChange(Number(supposedUsd), Number(actualUsd));
  const known = lines.reduce((sum, line) => sum + Number(line.supposedUsd ?? 0), 0);
  return (
    <>
      <p aria-live="polite" className="text-ink text-lg tabular-nums">
        <span className="text-muted">{formatUsd(actualUsd)}</span> {period} would have been{" "}
        <strong className="font-semibold">
          {supposedUsd === null ? `at least ${formatUsd(known.toFixed(6))}` : formatUsd(supposedUsd)}
        </strong>
        {change === null ? "" : ` (${change})`}
      </p>
      {unknown.length > 0 ? (
        <Notice kind="warn">
          No price says what some tokens of {unknown.join(", ")} would have cost, so they are missing from the sum.
        </Notice>
      ) : null}
      <WhatIfTable lines={lines} />
    </>
  );
}
