"use client";

import { toast } from "sonner";
import type { Alias } from "@/lib/admin-api/client/aliases";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { scopeWord } from "./alias-words";
import { useUpdateAlias } from "./aliases-queries";
import { ModelField } from "./model-field";

/** Another model behind a name that callers use. */
export function ChangeAliasDialog({ alias, onClose }: { alias: Alias; onClose: () => void }) {
  const update = useUpdateAlias(alias.id);
  const form = useDraft({
    initial: { model: alias.model },
    fields: ["model"],
    error: update.error,
    send: ({ model }) =>
      update.mutate(model.trim(), {
        onSuccess: () => {
          toast.success(`${alias.name} stands for ${model.trim()} now`);
          onClose();
        },
      }),
  });
  return (
    <FormDialog
      title={`Change alias ${alias.name}`}
      description={`Calls of ${scopeWord(alias)} by this name go to the other model within two seconds.`}
      action="Save"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <ModelField value={form.draft.model} onChange={(model) => form.set({ model })} error={form.problem("model")} />
    </FormDialog>
  );
}
