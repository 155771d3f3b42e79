"use client";

import type { ModelView, UpdateModelInput } from "@/lib/admin-api/client/models";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { CapabilityFields } from "./capability-fields";
import { KindField } from "./kind-field";
import type { ModelKind } from "./kind-words";
import { useUpdateModel } from "./models-queries";

interface EditDraft {
  title: string;
  kind: ModelKind;
  contextWindow: string;
  maxOutputTokens: string;
  defaultMaxTokens: string;
  capabilities: ModelView["capabilities"];
}

const WHOLE_OR_NOTHING = /^(\d[\d,\s]*)?$/;
const tokens = (typed: string) => (typed.trim() === "" ? null : Number(typed.replaceAll(/[,\s]/g, "")));
const wrongTokens = (typed: string) =>
  WHOLE_OR_NOTHING.test(typed.trim()) ? undefined : "Type a whole number, or nothing when it is not known.";

/** Title, sizes and what the model accepts. Its name stays, because callers use it. */
export function EditModelDialog({ model, onClose }: { model: ModelView; onClose: () => void }) {
  const update = useUpdateModel(model.id);
  const form = useDraft<EditDraft>({
    initial: {
      title: model.title,
      kind: model.kind,
      contextWindow: String(model.contextWindow ?? ""),
      maxOutputTokens: String(model.maxOutputTokens ?? ""),
      defaultMaxTokens: String(model.defaultMaxTokens ?? ""),
      capabilities: model.capabilities,
    },
    check: (draft) => ({
      title: draft.title.trim() === "" ? "Give it a title." : undefined,
      contextWindow: wrongTokens(draft.contextWindow),
      maxOutputTokens: wrongTokens(draft.maxOutputTokens),
      defaultMaxTokens: wrongDefault(draft),
    }),
    fields: ["title", "contextWindow", "maxOutputTokens", "defaultMaxTokens"],
    error: update.error,
    send: (draft) => update.mutate(inputOf(draft), { onSuccess: onClose }),
  });
  const { draft, set, problem } = form;
  return (
    <FormDialog
      title={`Edit ${model.name}`}
      description="The name itself stays: callers use it. For another name, add another model."
      action="Save"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <Field label="Title" error={problem("title")}>
        <Input value={draft.title} onChange={(event) => set({ title: event.target.value })} autoComplete="off" />
      </Field>
      <KindField value={draft.kind} onChange={(kind) => set({ kind })} />
      <SizeFields form={form} />
      {draft.kind === "chat" ? (
        <CapabilityFields value={draft.capabilities} onChange={(capabilities) => set({ capabilities })} />
      ) : null}
    </FormDialog>
  );
}

/** How much the model reads and writes, and what bounds calls that say nothing. */
function SizeFields({ form }: { form: DraftForm<EditDraft> }) {
  const { draft, set, problem } = form;
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Context window, in tokens" optional error={problem("contextWindow")}>
          <Input
            value={draft.contextWindow}
            onChange={(event) => set({ contextWindow: event.target.value })}
            inputMode="numeric"
            className="tabular-nums"
          />
        </Field>
        <Field label="Longest answer, in tokens" optional error={problem("maxOutputTokens")}>
          <Input
            value={draft.maxOutputTokens}
            onChange={(event) => set({ maxOutputTokens: event.target.value })}
            inputMode="numeric"
            className="tabular-nums"
          />
        </Field>
      </div>
      <Field
        label="max_tokens for calls that set none"
        optional
        hint="Bounds what such a call may write, and so what it holds of a budget. Left empty, they stay unbounded."
        error={problem("defaultMaxTokens")}
      >
        <Input
          value={draft.defaultMaxTokens}
          onChange={(event) => set({ defaultMaxTokens: event.target.value })}
          inputMode="numeric"
          placeholder="4096"
          className="tabular-nums"
        />
      </Field>
    </>
  );
}

function wrongDefault({ defaultMaxTokens, maxOutputTokens }: EditDraft): string | undefined {
  const wrong = wrongTokens(defaultMaxTokens);
  const [bound, most] = [tokens(defaultMaxTokens), tokens(maxOutputTokens)];
  if (wrong !== undefined || bound === null) return wrong;
  if (bound === 0) return "Type more than zero, or nothing.";
  return most !== null && bound > most ? "Cannot be above the longest answer." : undefined;
}

function inputOf(draft: EditDraft): UpdateModelInput {
  return {
    title: draft.title.trim(),
    kind: draft.kind,
    contextWindow: tokens(draft.contextWindow),
    maxOutputTokens: tokens(draft.maxOutputTokens),
    defaultMaxTokens: tokens(draft.defaultMaxTokens),
    capabilities: draft.capabilities,
  };
}
