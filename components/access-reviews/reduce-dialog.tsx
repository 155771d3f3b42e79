"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import type { ReviewItem } from "@/lib/admin-api/client/access-reviews";
import { PERMISSION_NAMES } from "@/lib/auth/permissions";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { modelsQuery } from "../models/models-queries";
import { MultiCombobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { useDecideAccess } from "./access-reviews-queries";
import { lowerRoles, namesOf, type ReduceDraft, ROLES, reduceDraftOf, reduceInputOf } from "./reduce-draft";

const FIELDS = [
  "reduceTo.models",
  "reduceTo.scopes",
  "scopes",
  "allowedModels",
  "reduceTo.role",
  "reduceTo.expiresAt",
  "expiresAt",
];

/** Less of an access: fewer models or scopes, an earlier end, a lower role. */
export function ReduceDialog({ reviewId, item, onClose }: { reviewId: string; item: ReviewItem; onClose: () => void }) {
  const decide = useDecideAccess(reviewId);
  const form = useDraft<ReduceDraft>({
    initial: reduceDraftOf(item),
    fields: FIELDS,
    error: decide.error,
    send: (draft) =>
      decide.mutate(
        { itemId: item.id, ...reduceInputOf(item, draft) },
        {
          onSuccess: () => {
            toast.success(`${item.name} is reduced`);
            onClose();
          },
        },
      ),
  });
  const isPerson = item.subject === "person";
  return (
    <FormDialog
      title={`Reduce ${item.name}`}
      description="It holds at once, and is in the audit log."
      action="Reduce access"
      onClose={onClose}
      onSubmit={form.submit}
      pending={decide.isPending}
      refusal={form.refusal}
    >
      {isPerson ? <RoleField item={item} form={form} /> : <NamesAndEnd item={item} form={form} />}
      <Field label="Note" optional>
        <Input
          value={form.draft.note}
          onChange={(event) => form.set({ note: event.target.value })}
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}

interface PartProps {
  item: ReviewItem;
  form: DraftForm<ReduceDraft>;
}

function RoleField({ item, form: { draft, set, problem } }: PartProps) {
  const change = (value: string) => set({ role: ROLES.find((role) => role === value) ?? "" });
  return (
    <Field label="Role from now on" error={problem("reduceTo.role")}>
      <Select
        value={draft.role}
        onValueChange={change}
        options={lowerRoles(item).map((role) => ({ value: role, label: role }))}
      />
    </Field>
  );
}

function NamesAndEnd({ item, form: { draft, set, problem } }: PartProps) {
  const { data: models } = useQuery({ ...modelsQuery(), enabled: item.subject === "key" });
  const isKey = item.subject === "key";
  const now = namesOf(item);
  const all = isKey ? (models ?? []).map(({ name }) => name) : [...PERMISSION_NAMES];
  const choices = now.includes("*") ? all : now;
  const error = isKey
    ? (problem("reduceTo.models") ?? problem("allowedModels"))
    : (problem("reduceTo.scopes") ?? problem("scopes"));
  return (
    <>
      <Field
        label={isKey ? "Models that stay" : "Scopes that stay"}
        hint={now.includes("*") ? "Now it may use all of them." : undefined}
        error={error}
      >
        <MultiCombobox
          noun={isKey ? "models" : "scopes"}
          value={draft.names.filter((name) => name !== "*")}
          placeholder={now.includes("*") && draft.names.includes("*") ? "All, as now" : "None"}
          onValueChange={(names) => set({ names })}
          choices={choices.map((name) => ({ value: name, label: name }))}
        />
      </Field>
      <Field
        label="Last day"
        optional
        hint="Left empty, its end stays."
        error={problem("reduceTo.expiresAt") ?? problem("expiresAt")}
      >
        <Input type="date" value={draft.lastDay} onChange={(event) => set({ lastDay: event.target.value })} />
      </Field>
    </>
  );
}
