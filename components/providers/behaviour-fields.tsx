"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { type BehaviourDraft, FAILURES } from "./behaviour-draft";

export interface BehaviourFieldsProps {
  value: BehaviourDraft;
  onChange: (value: BehaviourDraft) => void;
  problem: (path: string) => string | undefined;
}

/** Pace and failures of a simulated provider. */
export function BehaviourFields({ value, onChange, problem }: BehaviourFieldsProps) {
  const number = (field: "latencyMs" | "chunkMs" | "failurePercent") => (
    <Input
      value={value[field]}
      onChange={(event) => onChange({ ...value, [field]: event.target.value })}
      inputMode="numeric"
      autoComplete="off"
      className="tabular-nums"
    />
  );
  const choose = (chosen: string) => {
    const failure = FAILURES.find((one) => one.value === chosen)?.value;
    if (failure) onChange({ ...value, failure });
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="First token after, in ms" error={problem("settings.latencyMs")}>
        {number("latencyMs")}
      </Field>
      <Field label="Between chunks, in ms" error={problem("settings.chunkMs")}>
        {number("chunkMs")}
      </Field>
      <Field label="What goes wrong" error={problem("settings.failure")}>
        <Select value={value.failure} onValueChange={choose} options={FAILURES} />
      </Field>
      {value.failure === "none" ? null : (
        <Field label="Share of calls, in percent" error={problem("settings.failureRate")}>
          {number("failurePercent")}
        </Field>
      )}
    </div>
  );
}
