"use client";

import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { plainLimit, type QuotaDraft } from "./quota-draft";
import { refusesAll, UNITS, usualWindow, windowsOf } from "./quota-words";

const KINDS = [
  { value: "hard", label: "Hard", hint: "Calls beyond it are refused" },
  { value: "soft", label: "Soft", hint: "Calls go through; it only shows" },
];

export interface QuotaTermsFieldsProps {
  form: DraftForm<QuotaDraft>;
  /** Unit and window of a quota that exists stay as they are. */
  fixed: boolean;
}

/** Unit, window, limit and what happens beyond it. */
export function QuotaTermsFields({ form, fixed }: QuotaTermsFieldsProps) {
  const { draft, set } = form;
  const windows = windowsOf(draft.unit);
  const chooseUnit = (value: string) => {
    const unit = UNITS.find((one) => one.value === value)?.value;
    if (unit) set({ unit, window: usualWindow(unit) });
  };
  const chooseWindow = (value: string) => {
    const window = windows.find((one) => one.value === value)?.value;
    if (window) set({ window });
  };
  return (
    <>
      {fixed ? null : (
        <div className="grid gap-4 md:grid-cols-2">
          <Field label="What it limits" error={form.problem("unit")}>
            <Select value={draft.unit} onValueChange={chooseUnit} options={UNITS} />
          </Field>
          {windows.length > 0 ? (
            <Field label="Window" error={form.problem("window")}>
              <Select value={draft.window} onValueChange={chooseWindow} options={windows} />
            </Field>
          ) : null}
        </div>
      )}
      <Field
        label={draft.unit === "usd" ? "Limit in USD" : "Limit"}
        hint={
          refusesAll({ limit: plainLimit(draft.limit) || "1", hard: draft.hard })
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
      <Field label="Beyond the limit">
        <RadioCards
          aria-label="Beyond the limit"
          columns={2}
          value={draft.hard ? "hard" : "soft"}
          onValueChange={(value) => set({ hard: value === "hard" })}
          options={KINDS}
        />
      </Field>
    </>
  );
}
