"use client";

import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { allowsEveryModel } from "./key-words";
import { useUpdateKey } from "./keys-queries";
import { allowedModelsOf, type ModelsDraft, ModelsField, modelsProblem } from "./models-field";

/** Which models the key may call from now on. */
export function ChangeModelsDialog({ keyDetail, onClose }: { keyDetail: KeyDetail; onClose: () => void }) {
  const update = useUpdateKey(keyDetail.id);
  const every = allowsEveryModel(keyDetail);
  const form = useDraft<ModelsDraft>({
    initial: { every, chosen: every ? [] : keyDetail.allowedModels },
    check: (draft) => ({ allowedModels: modelsProblem(draft) }),
    fields: ["allowedModels"],
    error: update.error,
    send: (draft) => update.mutate({ allowedModels: allowedModelsOf(draft) }, { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title={`Models of ${keyDetail.name}`}
      description="Takes effect within two seconds. Calls that already run are not cut off."
      action="Save models"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <ModelsField value={form.draft} onChange={form.set} error={form.problem("allowedModels")} />
    </FormDialog>
  );
}
