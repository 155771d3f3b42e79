"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { PROVIDER_HELP } from "./provider-help";

export interface SecretFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  optional?: boolean;
  hint?: string;
  placeholder?: string;
}

/** A credential on its way in. It is sealed at once; no page ever shows it again. */
export function SecretField({ label, value, onChange, error, optional = false, hint, placeholder }: SecretFieldProps) {
  return (
    <Field
      label={label}
      optional={optional}
      help={PROVIDER_HELP.secret}
      hint={hint ?? "Write-only: sealed at once, never shown again."}
      error={error}
    >
      <Input
        type="password"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="new-password"
        spellCheck={false}
        data-1p-ignore
        placeholder={placeholder}
        className="font-mono"
      />
    </Field>
  );
}
