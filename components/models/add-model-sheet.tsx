"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { toast } from "sonner";
import type { CatalogSuggestion, CreateModelInput } from "@/lib/admin-api/client/models";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Sheet } from "../ui/sheet";
import { KindField } from "./kind-field";
import type { ModelKind } from "./kind-words";
import { useCreateModel } from "./models-queries";
import { deploymentInputOf, NO_TARGET, type TargetDraft, targetProblems } from "./target-draft";
import { TargetFields } from "./target-fields";

interface ModelDraft {
  target: TargetDraft;
  name: string;
  title: string;
  kind: ModelKind;
}

const DEPLOYMENT = "deployments.0.";
const FIELDS = ["name", "title", ...["providerId", "credentialId", "upstreamModel"].map((path) => DEPLOYMENT + path)];

/** A new model name with its first deployment; a usual model fills in everything else. */
export function AddModelSheet({ onClose }: { onClose: () => void }) {
  const create = useCreateModel();
  const router = useRouter();
  const id = useId();
  const form = useDraft<ModelDraft>({
    initial: { target: NO_TARGET, name: "", title: "", kind: "chat" },
    check: (draft) => ({
      ...targetProblems(draft.target),
      name: draft.name.trim() === "" ? "Give it the name that callers will ask for." : undefined,
    }),
    fields: FIELDS,
    error: create.error,
    send: (draft) =>
      create.mutate(inputOf(draft), {
        onSuccess: (model) => {
          toast.success(`Model ${model.name} can be called`);
          router.push(`/models/${model.id}`);
        },
      }),
  });
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title="Add model"
      description="A name that callers ask for, and the provider that answers. More deployments can follow."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={create.isPending}>
            Add model
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={form.submit} className="flex flex-col gap-5">
        {form.refusal ? <Notice kind="bad">{form.refusal}</Notice> : null}
        <ModelFields form={form} />
      </form>
    </Sheet>
  );
}

/** Where its calls go, and what it is called; a usual model fills in the names. */
function ModelFields({ form }: { form: DraftForm<ModelDraft> }) {
  const { draft, set } = form;
  const problem = (path: string) => form.problem(path) ?? form.problem(DEPLOYMENT + path.replace(/^tiers/, "price"));
  const suggest = (suggestion: CatalogSuggestion) =>
    set({
      name: suggestion.name,
      title: suggestion.title,
      kind: suggestion.kind,
      target: { ...draft.target, upstreamModel: suggestion.upstreamModel, price: null },
    });
  return (
    <>
      <TargetFields
        value={draft.target}
        onChange={(target) => set({ target })}
        problem={problem}
        onSuggestion={suggest}
      />
      {draft.target.providerId === "" ? null : (
        <>
          <Field
            label="Name for callers"
            hint="A name of your own, or acme/* for every name below: then the model at the provider has a * in it too."
            error={form.problem("name")}
          >
            <Input
              value={draft.name}
              onChange={(event) => set({ name: event.target.value })}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
          <Field label="Title" optional error={form.problem("title")}>
            <Input value={draft.title} onChange={(event) => set({ title: event.target.value })} autoComplete="off" />
          </Field>
          <KindField value={draft.kind} onChange={(kind) => set({ kind })} />
        </>
      )}
    </>
  );
}

function inputOf(draft: ModelDraft): CreateModelInput {
  const title = draft.title.trim();
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    ...(title === "" ? {} : { title }),
    deployments: [deploymentInputOf(draft.target)],
  };
}
