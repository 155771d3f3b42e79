"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { modelsQuery } from "../models/models-queries";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { BROWN_OUT_ACTIONS, type BrownOutRung } from "./brown-out-draft";

export interface BrownOutRungFieldsProps {
  rung: BrownOutRung;
  number: number;
  onChange: (patch: Partial<BrownOutRung>) => void;
  onRemove: () => void;
  problem: (field: string) => string | undefined;
}

/** One step: from which percent, and what happens. */
export function BrownOutRungFields({ rung, number, onChange, onRemove, problem }: BrownOutRungFieldsProps) {
  const choose = (value: string) => {
    const action = BROWN_OUT_ACTIONS.find((one) => one.value === value)?.value;
    if (action) onChange({ action });
  };
  const hint = BROWN_OUT_ACTIONS.find((one) => one.value === rung.action)?.hint;
  return (
    <li
      aria-label={`Step ${number}`}
      className="relative grid gap-3 border-b px-4 py-3 pr-12 last:border-b-0 md:grid-cols-[6rem_1fr]"
    >
      <Field label="At percent" error={problem("atPercent")}>
        <Input
          value={rung.atPercent}
          onChange={(event) => onChange({ atPercent: event.target.value })}
          inputMode="numeric"
          className="tabular-nums"
        />
      </Field>
      <Field label="Do this" hint={hint} error={problem("action")}>
        <Select value={rung.action} onValueChange={choose} options={BROWN_OUT_ACTIONS} />
      </Field>
      <RungDetail rung={rung} onChange={onChange} problem={problem} />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove step ${number}`}
        onClick={onRemove}
        className="absolute top-2.5 right-2.5"
      >
        <X />
      </Button>
    </li>
  );
}

function RungDetail({ rung, onChange, problem }: Pick<BrownOutRungFieldsProps, "rung" | "onChange" | "problem">) {
  const { data: models } = useQuery({ ...modelsQuery(), enabled: rung.action === "cheaper_model" });
  switch (rung.action) {
    case "warn":
      return null;
    case "lower_max_tokens":
      return (
        <Field label="Longest answer, in tokens" className="md:col-start-2" error={problem("maxTokens")}>
          <Input
            value={rung.maxTokens}
            onChange={(event) => onChange({ maxTokens: event.target.value })}
            inputMode="numeric"
            placeholder="500"
            className="tabular-nums"
          />
        </Field>
      );
    case "cheaper_model":
      return (
        <Field label="Model" className="md:col-start-2" error={problem("model")}>
          <Combobox
            noun="model"
            choices={models?.map(({ name, title }) => ({
              value: name,
              label: name,
              hint: title === name ? "" : title,
            }))}
            value={rung.model || null}
            onValueChange={(model) => onChange({ model })}
          />
        </Field>
      );
  }
}
