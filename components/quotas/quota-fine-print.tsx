"use client";

import { ChevronRight } from "lucide-react";
import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { EMPTY_QUOTA, mayShare, type QuotaDraft } from "./quota-draft";
import { ON_STORE_DOWN } from "./quota-effects";
import { QUOTA_HELP } from "./quota-help";

/** What most quotas leave as it is: who is told when, the largest call, and what happens without the database. Opens by itself when it differs. */
export function QuotaFinePrint({ form }: { form: DraftForm<QuotaDraft> }) {
  const { draft, set, problem } = form;
  const usual = (["onStoreDown", "maxCallPercent", "alertPercents"] as const).every(
    (field) => draft[field] === EMPTY_QUOTA[field],
  );
  const chooseOnStoreDown = (value: string) => {
    const onStoreDown = ON_STORE_DOWN.find((one) => one.value === value)?.value;
    if (onStoreDown) set({ onStoreDown });
  };
  return (
    <details open={!usual || undefined} className="group rounded-sm border">
      <summary className="flex cursor-default list-none items-center gap-2 rounded-sm px-3 py-2 font-medium text-ink text-sm hover:bg-subtle [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 text-faint transition-transform duration-150 group-open:rotate-90"
          aria-hidden
        />
        Alerts, large calls and outages
      </summary>
      <div className="flex flex-col gap-4 border-t px-3 py-3">
        <Field
          label="Tell somebody at, in percent"
          help={QUOTA_HELP.alerts}
          hint="Marks of the limit, such as 50, 80, 100. Empty: nobody is told."
          error={problem("alertPercents")}
        >
          <Input
            value={draft.alertPercents}
            onChange={(event) => set({ alertPercents: event.target.value })}
            className="tabular-nums"
          />
        </Field>
        {mayShare(draft.unit) ? (
          <Field
            label="Most that one call may hold, in percent"
            help={QUOTA_HELP.maxCall}
            hint="A call holds its likely most before it runs. Below 100, no single call can take the whole limit."
            error={problem("maxCallPercent")}
          >
            <Input
              value={draft.maxCallPercent}
              onChange={(event) => set({ maxCallPercent: event.target.value })}
              inputMode="numeric"
              className="tabular-nums"
            />
          </Field>
        ) : null}
        <Field label="While the database is away" help={QUOTA_HELP.outage} error={problem("onStoreDown")}>
          <RadioCards
            aria-label="While the database is away"
            value={draft.onStoreDown}
            onValueChange={chooseOnStoreDown}
            options={ON_STORE_DOWN}
          />
        </Field>
      </div>
    </details>
  );
}
