"use client";

import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { meQuery } from "../shell/session-queries";
import { projectsQuery } from "../teams/projects-queries";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { AliasPlace } from "./alias-words";
import { useCreateAlias } from "./aliases-queries";
import { ModelField } from "./model-field";

const EVERY = "every";

interface AliasDraft {
  name: string;
  model: string;
  /** A project's id, or every project. */
  scope: string;
}

/** A new name: for this model, or in this project. */
export function AddAliasDialog({ place, onClose }: { place: AliasPlace; onClose: () => void }) {
  const create = useCreateAlias();
  const scopes = useScopes();
  const fixed = place.kind === "model" && !place.name.endsWith("/*");
  const form = useDraft<AliasDraft>({
    initial: {
      name: "",
      model: place.kind === "model" ? place.name.replace(/\*$/, "") : "",
      scope: place.kind === "project" ? place.id : (scopes[0]?.value ?? ""),
    },
    check: ({ name, model, scope }) => ({
      name: name.trim() === "" ? "Give it the name that callers will ask for." : undefined,
      model: model.trim() === "" ? "Choose the model it stands for." : undefined,
      scope: scope === "" ? "Choose whose callers may use it." : undefined,
    }),
    fields: ["name", "model", "scope"],
    error: create.error,
    send: ({ name, model, scope }) =>
      create.mutate(
        { name: name.trim(), model: model.trim(), projectId: scope === EVERY ? null : scope },
        {
          onSuccess: (alias) => {
            toast.success(`${alias.name} stands for ${alias.model} now`);
            onClose();
          },
        },
      ),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title={fixed ? `Add an alias of ${place.name}` : `Add an alias in ${place.name}`}
      description="Callers get the model it stands for. It opens no model to a key that may not use it."
      action="Add alias"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
    >
      <Field label="Alias" hint="Not the name of a model." error={problem("name")}>
        <Input
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          autoComplete="off"
          spellCheck={false}
          placeholder="fast"
          className="font-mono"
        />
      </Field>
      {fixed ? null : <ModelField value={draft.model} onChange={(model) => set({ model })} error={problem("model")} />}
      {place.kind === "project" ? null : (
        <Field label="For callers of" error={problem("scope")}>
          <Select value={draft.scope} onValueChange={(scope) => set({ scope })} options={scopes} placeholder="Choose" />
        </Field>
      )}
    </FormDialog>
  );
}

/** Every project for who may say so, then the projects the viewer looks after. */
function useScopes(): { value: string; label: string }[] {
  const { data: me } = useQuery(meQuery());
  const { data: projects } = useQuery(projectsQuery());
  const own = (projects ?? []).filter(({ allowedActions }) => allowedActions.includes("update"));
  const every = me?.permissions.everywhere.includes("aliases:write") ? [{ value: EVERY, label: "Every project" }] : [];
  return [...every, ...own.map(({ id, name, team }) => ({ value: id, label: `${name} · ${team.name}` }))];
}
