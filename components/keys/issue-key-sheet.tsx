"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { KeyWithSecret } from "@/lib/admin-api/client/keys";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { projectsQuery } from "../teams/projects-queries";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Sheet } from "../ui/sheet";
import { CUSTODY_FIELDS } from "./custody";
import { CustodyFields } from "./custody-fields";
import { ExpiryField } from "./expiry-field";
import { checkIssueDraft, createKeyInputOf, emptyIssueDraft, type IssueDraft } from "./issue-draft";
import { IssueStep } from "./issue-step";
import { KeyLimitFields } from "./key-limit-fields";
import { useCreateKey } from "./keys-queries";
import { ModelsField } from "./models-field";
import { ProjectField } from "./project-field";

const FIELDS = ["projectId", "name", "purpose", "allowedModels", "expiresAt", ...CUSTODY_FIELDS];

export interface IssueKeySheetProps {
  projectId: string | null;
  onClose: () => void;
  onIssued: (issued: KeyWithSecret) => void;
}

/** The whole question in view: what it is for, what it may do, how much. Only a project and a name are needed. */
export function IssueKeySheet({ projectId, onClose, onIssued }: IssueKeySheetProps) {
  const create = useCreateKey();
  const id = useId();
  const form = useDraft<IssueDraft>({
    initial: emptyIssueDraft(projectId),
    check: (draft) => checkIssueDraft(draft, Date.now()),
    fields: FIELDS,
    error: create.error,
    send: (draft) => {
      const input = createKeyInputOf(draft, Date.now());
      if (input) create.mutate(input, { onSuccess: onIssued });
    },
  });
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title="Issue key"
      description="For one application or person. The secret is shown once, at the end."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={create.isPending}>
            Issue key
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.submit} className="flex flex-col gap-7">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        <IssueFields form={form} />
      </form>
    </Sheet>
  );
}

/** What it is for, what it may do, how much. */
function IssueFields({ form }: { form: DraftForm<IssueDraft> }) {
  const { draft, set, problem } = form;
  const { data: projects } = useQuery(projectsQuery());
  const teamId = projects?.find((project) => project.id === draft.projectId)?.team.id ?? null;
  return (
    <>
      <IssueStep number={1} title="What it is for">
        <ProjectField
          value={draft.projectId}
          onChange={(chosen) => set({ projectId: chosen, custody: { ...draft.custody, ownerId: "" } })}
          error={problem("projectId")}
        />
        <Field label="Name" hint="The application and where it runs." error={problem("name")}>
          <Input
            value={draft.name}
            onChange={(event) => set({ name: event.target.value })}
            placeholder="search-production"
            autoComplete="off"
          />
        </Field>
        <Field label="Purpose" optional error={problem("purpose")}>
          <Input
            value={draft.purpose}
            onChange={(event) => set({ purpose: event.target.value })}
            placeholder="Rewrites queries before they reach the index"
            autoComplete="off"
          />
        </Field>
      </IssueStep>
      <IssueStep number={2} title="What it may do">
        <ModelsField value={draft.models} onChange={(models) => set({ models })} error={problem("allowedModels")} />
        <ExpiryField value={draft.expiry} onChange={(expiry) => set({ expiry })} error={problem("expiresAt")} />
      </IssueStep>
      <IssueStep number={3} title="How much">
        <KeyLimitFields
          projectId={draft.projectId}
          limits={draft.limits}
          onChange={(limits) => set({ limits })}
          problem={problem}
        />
      </IssueStep>
      <IssueStep number={4} title="Whose it is, and its guard">
        <CustodyFields
          teamId={teamId}
          value={draft.custody}
          onChange={(patch) => set({ custody: { ...draft.custody, ...patch } })}
          problem={problem}
        />
      </IssueStep>
    </>
  );
}
