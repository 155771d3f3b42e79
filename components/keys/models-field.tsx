"use client";

import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../models/models-queries";
import { MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { RadioCards } from "../ui/radio-cards";
import { KEY_HELP } from "./key-help";

/** Which models a key may call. `chosen` is kept while `every` is on, so that nothing is lost by trying. */
export interface ModelsDraft {
  every: boolean;
  chosen: string[];
}

/** The draft as the API takes it. */
export function allowedModelsOf(draft: ModelsDraft): string[] {
  return draft.every ? ["*"] : draft.chosen;
}

/** What is wrong with the choice; undefined when nothing is. */
export function modelsProblem(draft: ModelsDraft): string | undefined {
  return !draft.every && draft.chosen.length === 0 ? "Choose at least one model, or allow every model." : undefined;
}

const WAYS = [
  { value: "every", label: "Every model", hint: "Those added later too" },
  { value: "chosen", label: "Chosen models", hint: "Any other is refused" },
];

export interface ModelsFieldProps {
  value: ModelsDraft;
  onChange: (value: ModelsDraft) => void;
  error?: string | undefined;
}

/** Every model, or some of them found by typing. */
export function ModelsField({ value, onChange, error }: ModelsFieldProps) {
  const { data: models } = useQuery(modelsQuery());
  const choices = models?.map((model) => ({
    value: model.name,
    label: model.name,
    hint: model.simulated ? "simulated" : model.title === model.name ? "" : model.title,
    keywords: [model.title],
  }));
  return (
    <div className="flex flex-col gap-3">
      <Field label="Models" help={KEY_HELP.models}>
        <RadioCards
          aria-label="Models"
          columns={2}
          value={value.every ? "every" : "chosen"}
          onValueChange={(way) => onChange({ ...value, every: way === "every" })}
          options={WAYS}
        />
      </Field>
      {value.every ? null : (
        <Field label="Chosen models" error={error}>
          <MultiCombobox
            noun="models"
            choices={choices}
            value={value.chosen}
            onValueChange={(chosen) => onChange({ ...value, chosen })}
          />
        </Field>
      )}
    </div>
  );
}
