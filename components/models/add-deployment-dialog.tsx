"use client";

import { toast } from "sonner";
import type { ModelView } from "@/lib/admin-api/client/models";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { useAddDeployment } from "./models-queries";
import { deploymentInputOf, NO_TARGET, type TargetDraft, targetProblems } from "./target-draft";
import { TargetFields } from "./target-fields";

/** One more way to answer for a model; it is tried last. */
export function AddDeploymentDialog({ model, onClose }: { model: ModelView; onClose: () => void }) {
  const add = useAddDeployment(model.id);
  const form = useDraft<TargetDraft>({
    initial: NO_TARGET,
    check: targetProblems,
    fields: ["providerId", "credentialId", "upstreamModel"],
    error: add.error,
    send: (draft) =>
      add.mutate(deploymentInputOf(draft), {
        onSuccess: (deployment) => {
          toast.success(`${deployment.provider.name} answers for ${model.name} when those before it cannot`);
          onClose();
        },
      }),
  });
  const problem = (path: string) => form.problem(path) ?? form.problem(path.replace(/^tiers/, "price"));
  return (
    <FormDialog
      title={`Add a deployment to ${model.name}`}
      description="It is tried last. You can move it up afterwards."
      action="Add deployment"
      onClose={onClose}
      onSubmit={form.submit}
      pending={add.isPending}
      refusal={form.refusal}
    >
      <TargetFields value={form.draft} onChange={form.set} problem={problem} />
    </FormDialog>
  );
}
