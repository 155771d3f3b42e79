"use client";

import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { KINDS, type ModelKind } from "./kind-words";

const OPTIONS = KINDS.map(({ kind, label, endpoint }) => ({ value: kind, label, hint: endpoint }));

/** What the model does: callers are refused everywhere but at the endpoints of its kind. */
export function KindField({ value, onChange }: { value: ModelKind; onChange: (kind: ModelKind) => void }) {
  const choose = (chosen: string) => {
    const known = KINDS.find(({ kind }) => kind === chosen);
    if (known !== undefined) onChange(known.kind);
  };
  return (
    <Field label="Kind" hint="Decides which endpoints it is called through.">
      <Select value={value} onValueChange={choose} options={OPTIONS} />
    </Field>
  );
}
