"use client";

import type { Proposal } from "@/lib/admin-api/client/access-requests";
import type { DraftForm } from "../forms/use-draft";
import { MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";
import type { DecideDraft } from "./decide-draft";

type Form = DraftForm<DecideDraft>;

/** What may be given less of, and a word with the decision. */
export function DecideFields({ form, asked }: { form: Form; asked: Proposal }) {
  const models = "models" in asked && !asked.models.includes("*") && asked.models.length > 1 ? asked.models : null;
  return (
    <>
      {asked.kind === "key" && asked.monthlyUsd !== null ? (
        <Amount form={form} field="monthlyUsd" label="Spend per month, in USD" />
      ) : null}
      {asked.kind === "key" && asked.tokensPerMinute !== null ? (
        <Amount form={form} field="tokensPerMinute" label="Tokens per minute" />
      ) : null}
      {asked.kind === "quota" ? <Amount form={form} field="limit" label="New limit" /> : null}
      {models ? (
        <Field label="Models" error={form.problem("grant.models")}>
          <MultiCombobox
            noun="models"
            choices={models.map((name) => ({ value: name, label: name }))}
            value={form.draft.models}
            onValueChange={(chosen) => form.set({ models: chosen })}
          />
        </Field>
      ) : null}
      {"days" in asked ? (
        <Field
          label="For how many days"
          hint={asked.days === null ? "Empty is for good." : `${asked.days} were asked for.`}
          error={form.problem("grant.days")}
        >
          <Input
            value={form.draft.days}
            onChange={(event) => form.set({ days: event.target.value.replaceAll(/\D/g, "") })}
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
          />
        </Field>
      ) : null}
      <Field label="A word with it" optional>
        <Textarea
          rows={2}
          value={form.draft.note}
          onChange={(event) => form.set({ note: event.target.value })}
          maxLength={2000}
        />
      </Field>
    </>
  );
}

function Amount({
  form,
  field,
  label,
}: {
  form: Form;
  field: "monthlyUsd" | "tokensPerMinute" | "limit";
  label: string;
}) {
  return (
    <Field label={label} error={form.problem(`grant.${field}`)}>
      <Input
        value={form.draft[field]}
        onChange={(event) => form.set({ [field]: event.target.value })}
        inputMode="decimal"
        autoComplete="off"
        className="tabular-nums"
      />
    </Field>
  );
}
