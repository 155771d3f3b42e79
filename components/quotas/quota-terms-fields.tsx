"use client";

import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { plainLimit, type QuotaDraft } from "./quota-draft";
import { EFFECTS, switchesOf } from "./quota-effects";
import { QuotaFinePrint } from "./quota-fine-print";
import { QUOTA_HELP } from "./quota-help";
import { QuotaWindowFields } from "./quota-window-fields";
import { refusesAll, UNITS, usualWindow } from "./quota-words";

export interface QuotaTermsFieldsProps {
  form: DraftForm<QuotaDraft>;
  /** Unit and window of a quota that exists stay as they are. */
  fixed: boolean;
}

/** Unit, window, limit and what happens beyond it. */
export function QuotaTermsFields({ form, fixed }: QuotaTermsFieldsProps) {
  const { draft, set } = form;
  const { hard, shadow } = switchesOf(draft.effect);
  const chooseUnit = (value: string) => {
    const unit = UNITS.find((one) => one.value === value)?.value;
    if (unit) set({ unit, window: usualWindow(unit) });
  };
  const chooseEffect = (value: string) => {
    const effect = EFFECTS.find((one) => one.value === value)?.value;
    if (effect) set({ effect });
  };
  return (
    <>
      {fixed ? null : (
        <div className="grid gap-4 md:grid-cols-2">
          <Field label="What it limits" help={QUOTA_HELP.unit} error={form.problem("unit")}>
            <Select value={draft.unit} onValueChange={chooseUnit} options={UNITS} />
          </Field>
          <QuotaWindowFields form={form} />
        </div>
      )}
      <Field
        label={draft.unit === "usd" ? "Limit in USD" : "Limit"}
        help={QUOTA_HELP.limit}
        hint={
          refusesAll({ limit: plainLimit(draft.limit) || "1", hard, shadow })
            ? "0 refuses every call. To have no limit, remove the quota instead."
            : undefined
        }
        error={form.problem("limit")}
      >
        <Input
          value={draft.limit}
          onChange={(event) => set({ limit: event.target.value })}
          inputMode="decimal"
          autoComplete="off"
          autoFocus={fixed}
          placeholder={draft.unit === "usd" ? "200" : "1000"}
          className="tabular-nums"
        />
      </Field>
      <Field label="Beyond the limit" help={QUOTA_HELP.effect} error={form.problem("shadow")}>
        <RadioCards aria-label="Beyond the limit" value={draft.effect} onValueChange={chooseEffect} options={EFFECTS} />
      </Field>
      <QuotaFinePrint form={form} />
    </>
  );
}
