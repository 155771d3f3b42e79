"use client";

import { useQuery } from "@tanstack/react-query";
import type { DraftForm } from "../forms/use-draft";
import { ModelsField } from "../keys/models-field";
import { ProjectField } from "../keys/project-field";
import { useSubjectChoices } from "../quotas/subject-choices";
import { meQuery } from "../shell/session-queries";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { RadioCards } from "../ui/radio-cards";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { type AskDraft, SPANS } from "./ask-draft";
import { AskQuotaFields } from "./ask-quota-fields";
import { ASKABLE, type AskableKind, KINDS } from "./request-words";

type Form = DraftForm<AskDraft>;

/** What is asked for, for how long, and why. */
export function AskFields({ form }: { form: Form }) {
  const { draft, set } = form;
  const { data: me } = useQuery(meQuery());
  const mayAskRoles = me?.permissions.everywhere.includes("people:set_role") ?? false;
  const kinds = ASKABLE.filter((kind) => kind !== "role" || mayAskRoles);
  return (
    <>
      <Field label="What do you need?">
        <RadioCards
          aria-label="What do you need?"
          columns={2}
          value={draft.kind}
          onValueChange={(kind) =>
            set({ kind: kind as AskableKind, everyModel: kind === "key", days: kind === "key" ? "90" : "7" })
          }
          options={kinds.map((kind) => ({ value: kind, ...KINDS[kind] }))}
        />
      </Field>
      <Subject form={form} />
      {draft.kind === "role" ? null : (
        <Field
          label="For how long?"
          hint="It ends by itself, without anybody remembering."
          error={form.problem("proposal.days")}
        >
          <Select value={draft.days} onValueChange={(days) => set({ days })} options={SPANS} />
        </Field>
      )}
      <Field label="What is it for?" hint="Whoever decides reads this." error={form.problem("reason")}>
        <Textarea value={draft.reason} onChange={(event) => set({ reason: event.target.value })} maxLength={2000} />
      </Field>
    </>
  );
}

function Subject({ form }: { form: Form }) {
  switch (form.draft.kind) {
    case "key":
      return <KeyFields form={form} />;
    case "models":
      return <ModelsFields form={form} />;
    case "quota":
      return <AskQuotaFields form={form} />;
    case "role":
      return <RoleFields form={form} />;
  }
}

function Models({ form }: { form: Form }) {
  return (
    <ModelsField
      value={{ every: form.draft.everyModel, chosen: form.draft.models }}
      onChange={({ every, chosen }) => form.set({ everyModel: every, models: chosen })}
      error={form.problem("proposal.models")}
    />
  );
}

function KeyFields({ form }: { form: Form }) {
  const { draft, set, problem } = form;
  return (
    <>
      <ProjectField
        value={draft.projectId}
        onChange={(projectId) => set({ projectId })}
        error={problem("proposal.projectId")}
      />
      <Field label="Name" hint="The application and where it runs." error={problem("proposal.name")}>
        <Input
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          placeholder="search-production"
          autoComplete="off"
        />
      </Field>
      <Models form={form} />
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label="Spend per month, in USD"
          hint="Empty is no limit of its own."
          optional
          error={problem("proposal.monthlyUsd")}
        >
          <Input
            value={draft.monthlyUsd}
            onChange={(event) => set({ monthlyUsd: event.target.value })}
            inputMode="decimal"
            autoComplete="off"
            className="tabular-nums"
          />
        </Field>
        <Field label="Tokens per minute" optional error={problem("proposal.tokensPerMinute")}>
          <Input
            value={draft.tokensPerMinute}
            onChange={(event) => set({ tokensPerMinute: event.target.value })}
            placeholder="such as 100000"
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
          />
        </Field>
      </div>
    </>
  );
}

function ModelsFields({ form }: { form: Form }) {
  return (
    <>
      <Field label="Key" error={form.problem("proposal.keyId")}>
        <Combobox
          noun="key"
          value={form.draft.keyId}
          onValueChange={(keyId) => form.set({ keyId })}
          choices={useSubjectChoices("key")}
        />
      </Field>
      <Models form={form} />
    </>
  );
}

const ROLES = [
  { value: "owner", label: "Owner" },
  { value: "admin", label: "Admin" },
  { value: "auditor", label: "Auditor" },
  { value: "member", label: "Member" },
];

function RoleFields({ form }: { form: Form }) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Person" error={form.problem("proposal.personId")}>
        <Combobox
          noun="person"
          value={form.draft.personId}
          onValueChange={(personId) => form.set({ personId })}
          choices={useSubjectChoices("person")}
        />
      </Field>
      <Field label="Role" error={form.problem("proposal.role")}>
        <Select
          value={form.draft.role}
          onValueChange={(role) => form.set({ role: role as AskDraft["role"] })}
          options={ROLES}
        />
      </Field>
    </div>
  );
}
