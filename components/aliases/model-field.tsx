"use client";

import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../models/models-queries";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

export interface ModelFieldProps {
  value: string;
  onChange: (model: string) => void;
  error?: string | undefined;
}

/** The model an alias stands for, found by typing; a name below a wildcard is typed out. */
export function ModelField({ value, onChange, error }: ModelFieldProps) {
  const { data: models } = useQuery(modelsQuery());
  const wildcard = models?.find(({ name }) => name.endsWith("/*") && value.startsWith(name.slice(0, -1)));
  const choices = models?.map(({ name, title }) => ({
    value: name.endsWith("/*") ? name.slice(0, -1) : name,
    label: name,
    hint: name.endsWith("/*") ? "any name below" : title === name ? "" : title,
    keywords: [title],
  }));
  return (
    <>
      <Field label="Model" error={wildcard ? undefined : error}>
        <Combobox
          noun="models"
          choices={choices}
          value={wildcard ? wildcard.name.slice(0, -1) : value}
          onValueChange={onChange}
          placeholder="Choose a model"
        />
      </Field>
      {wildcard ? (
        <Field label="Name below it" hint={`Such as ${wildcard.name.slice(0, -1)}…`} error={error}>
          <Input
            value={value}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
      ) : null}
    </>
  );
}
