"use client";

import type { ModelView, UpdateModelInput } from "@/lib/admin-api/client/models";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { CapabilityFields } from "./capability-fields";
import { useUpdateModel } from "./models-queries";

interface EditDraft {
  title: string;
  contextWindow: string;
  maxOutputTokens: string;
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
      contextWindow: String(model.contextWindow ?? ""),
      maxOutputTokens: String(model.maxOutputTokens ?? ""),
      capabilities: model.capabilities,
    },
    check: (draft) => ({
      title: draft.title.trim() === "" ? "Give it a title." : undefined,
      contextWindow: wrongTokens(draft.contextWindow),
      maxOutputTokens: wrongTokens(draft.maxOutputTokens),
    }),
    fields: ["title", "contextWindow", "maxOutputTokens"],
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
      <CapabilityFields value={draft.capabilities} onChange={(capabilities) => set({ capabilities })} />
    </FormDialog>
  );
}

function inputOf(draft: EditDraft): UpdateModelInput {
  return {
    title: draft.title.trim(),
    contextWindow: tokens(draft.contextWindow),
    maxOutputTokens: tokens(draft.maxOutputTokens),
    capabilities: draft.capabilities,
  };
}
