"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { EXPIRY_PRESETS, type ExpiryDraft } from "./expiry";
import { KEY_HELP } from "./key-help";

const OPTIONS = [...EXPIRY_PRESETS, { value: "date", label: "On a day I choose" }];

export interface ExpiryFieldProps {
  value: ExpiryDraft;
  onChange: (value: ExpiryDraft) => void;
  error?: string | undefined;
}

/** When the key stops working by itself. */
export function ExpiryField({ value, onChange, error }: ExpiryFieldProps) {
  const onDay = value.preset === "date";
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Expires" help={KEY_HELP.expiry} error={onDay ? undefined : error}>
        <Select value={value.preset} onValueChange={(preset) => onChange({ ...value, preset })} options={OPTIONS} />
      </Field>
      {onDay ? (
        <Field label="Last day" error={error}>
          <Input
            type="date"
            value={value.date}
            onChange={(event) => onChange({ ...value, date: event.target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}
