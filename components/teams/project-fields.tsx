"use client";

import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

export interface ProjectDraft {
  name: string;
  costCentre: string;
}

/** Name and cost centre of a project. */
export function ProjectFields({ form }: { form: DraftForm<ProjectDraft> }) {
  return (
    <>
      <Field label="Name" error={form.problem("name")}>
        <Input
          value={form.draft.name}
          onChange={(event) => form.set({ name: event.target.value })}
          placeholder="Query rewriting"
          autoComplete="off"
        />
      </Field>
      <Field label="Cost centre" optional hint="Stands on statements." error={form.problem("costCentre")}>
        <Input
          value={form.draft.costCentre}
          onChange={(event) => form.set({ costCentre: event.target.value })}
          placeholder="CC-4711"
          autoComplete="off"
        />
      </Field>
    </>
  );
}
