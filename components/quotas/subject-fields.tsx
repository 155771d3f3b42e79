"use client";

import type { DraftForm } from "../forms/use-draft";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { QUOTA_HELP } from "./quota-help";
import { needsModel, type ScopeDraft } from "./scope-draft";
import { type QuotaScopeKind, SCOPE_KINDS, SCOPES } from "./scope-words";
import { useLimitableKinds, useModelChoices, useSubjectChoices } from "./subject-choices";

const END_USERS = [
  { value: "each", label: "Each end user", hint: "Everyone has this limit for themselves." },
  { value: "one", label: "One end user", hint: "Named as calls name them in user." },
];

/** What the new quota is about: the kind of scope, then which one. */
export function SubjectFields({ form }: { form: DraftForm<ScopeDraft> }) {
  const { draft, set, problem } = form;
  const kinds = useLimitableKinds(SCOPE_KINDS);
  const models = useModelChoices(needsModel(draft.kind));
  const options = kinds.map((kind) => ({ value: kind, label: SCOPES[kind].pick, hint: SCOPES[kind].hint }));
  const choose = (value: string) => {
    const kind = kinds.find((one) => one === value);
    if (kind) set({ kind, id: "", modelId: "" });
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Whose calls" help={QUOTA_HELP.subject} hint={SCOPES[draft.kind].hint} error={problem("scope.kind")}>
        <Select value={draft.kind} onValueChange={choose} options={options} />
      </Field>
      <SubjectField form={form} />
      {needsModel(draft.kind) ? (
        <Field label="At the model" error={problem("scope.modelId")}>
          <Combobox
            noun="model"
            choices={models}
            value={draft.modelId || null}
            onValueChange={(modelId) => set({ modelId })}
          />
        </Field>
      ) : null}
    </div>
  );
}

function SubjectField({ form }: { form: DraftForm<ScopeDraft> }) {
  const { draft, set, problem } = form;
  const choices = useSubjectChoices(draft.kind);
  const error = problem("scope.id");
  switch (draft.kind) {
    case "organization":
      return null;
    case "tag":
      return (
        <Field label="Tag" hint="As keys carry it, or calls name it where the key may attribute." error={error}>
          <Typed draft={draft} set={set} placeholder="feature=search" />
        </Field>
      );
    case "end_user":
      return <EndUserField form={form} />;
    default:
      return (
        <Field label={nounOf(draft.kind)} error={error}>
          <Combobox
            noun={nounOf(draft.kind).toLowerCase()}
            choices={choices}
            value={draft.id || null}
            onValueChange={(id) => set({ id })}
          />
        </Field>
      );
  }
}

function EndUserField({ form }: { form: DraftForm<ScopeDraft> }) {
  const { draft, set, problem } = form;
  return (
    <>
      <Field label="Which end users" className="md:col-span-2">
        <RadioCards
          aria-label="Which end users"
          columns={2}
          value={draft.each ? "each" : "one"}
          onValueChange={(value) => set({ each: value === "each" })}
          options={END_USERS}
        />
      </Field>
      {draft.each ? null : (
        <Field label="End user" error={problem("scope.id")}>
          <Typed draft={draft} set={set} placeholder="customer-4711" />
        </Field>
      )}
    </>
  );
}

interface TypedProps {
  draft: ScopeDraft;
  set: (patch: Partial<ScopeDraft>) => void;
  placeholder: string;
}

/** Passes on what its field says of it. */
function Typed({ draft, set, ...input }: TypedProps) {
  return <Input {...input} value={draft.id} onChange={(event) => set({ id: event.target.value })} autoComplete="off" />;
}

function nounOf(kind: QuotaScopeKind): string {
  return SCOPES[kind].one;
}
