"use client";

import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { mayAnchor, type QuotaDraft } from "./quota-draft";
import { QUOTA_HELP } from "./quota-help";
import { usualBeginning, windowsOf } from "./quota-words";

/** Over which time it counts: the window, its length when it is so many days, and the day it begins on. */
export function QuotaWindowFields({ form }: { form: DraftForm<QuotaDraft> }) {
  const { draft, set, problem } = form;
  const windows = windowsOf(draft.unit);
  const choose = (value: string) => {
    const window = windows.find((one) => one.value === value)?.value;
    if (window) set({ window });
  };
  if (windows.length === 0) return null;
  return (
    <>
      <Field label="Window" help={QUOTA_HELP.window} error={problem("window")}>
        <Select value={draft.window} onValueChange={choose} options={windows} />
      </Field>
      {draft.window === "days" ? (
        <Field label="Days" error={problem("windowDays")}>
          <Input
            value={draft.windowDays}
            onChange={(event) => set({ windowDays: event.target.value })}
            inputMode="numeric"
            className="tabular-nums"
          />
        </Field>
      ) : null}
      {mayAnchor(draft.window) ? (
        <Field
          label="A window begins on"
          optional
          hint={`Left empty: ${usualBeginning(draft.window)}, at midnight in the organization's time zone.`}
          error={problem("anchor")}
        >
          <Input type="date" value={draft.anchor} onChange={(event) => set({ anchor: event.target.value })} />
        </Field>
      ) : null}
    </>
  );
}
