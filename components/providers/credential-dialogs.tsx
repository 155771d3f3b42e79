"use client";

import { toast } from "sonner";
import type { CredentialSummary, ProviderDetail } from "@/lib/admin-api/client/providers";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { useAddCredential, useDeleteCredential, useReplaceCredential } from "./providers-queries";
import { SecretField } from "./secret-field";

const needed = (apiKey: string) => (apiKey.trim() === "" ? "Paste the provider's API key." : undefined);

/** One more API key of a provider, e.g. of another account. */
export function AddCredentialDialog({ provider, onClose }: { provider: ProviderDetail; onClose: () => void }) {
  const add = useAddCredential(provider.id);
  const form = useDraft({
    initial: { name: provider.credentials.length === 0 ? "Default" : "", apiKey: "" },
    check: ({ name, apiKey }) => ({
      name: name.trim() === "" ? "Give it a name, such as Production." : undefined,
      apiKey: needed(apiKey),
    }),
    fields: ["name", "apiKey"],
    error: add.error,
    send: (draft) => add.mutate(draft, { onSuccess: onClose }),
  });
  return (
    <FormDialog
      title={`Add a credential of ${provider.name}`}
      action="Seal credential"
      onClose={onClose}
      onSubmit={form.submit}
      pending={add.isPending}
      refusal={form.refusal}
    >
      <Field label="Name" error={form.problem("name")}>
        <Input
          value={form.draft.name}
          onChange={(event) => form.set({ name: event.target.value })}
          placeholder="Production"
          autoComplete="off"
        />
      </Field>
      <SecretField
        label="API key"
        value={form.draft.apiKey}
        onChange={(apiKey) => form.set({ apiKey })}
        error={form.problem("apiKey")}
      />
    </FormDialog>
  );
}

export interface CredentialDialogProps {
  provider: ProviderDetail;
  credential: CredentialSummary;
  onClose: () => void;
}

/** Another value for a credential; deployments go on calling with it. */
export function ReplaceCredentialDialog({ provider, credential, onClose }: CredentialDialogProps) {
  const replace = useReplaceCredential(provider.id, credential.id);
  const form = useDraft({
    initial: { apiKey: "" },
    check: ({ apiKey }) => ({ apiKey: needed(apiKey) }),
    fields: ["apiKey"],
    error: replace.error,
    send: ({ apiKey }) =>
      replace.mutate(apiKey, {
        onSuccess: ({ last4 }) => {
          toast.success(`${credential.name} now ends in ${last4}`);
          onClose();
        },
      }),
  });
  return (
    <FormDialog
      title={`Replace ${credential.name}`}
      description={`The present one ends in ${credential.last4}. Calls that begin after this use the new one.`}
      action="Seal credential"
      onClose={onClose}
      onSubmit={form.submit}
      pending={replace.isPending}
      refusal={form.refusal}
    >
      <SecretField
        label="New API key"
        value={form.draft.apiKey}
        onChange={(apiKey) => form.set({ apiKey })}
        error={form.problem("apiKey")}
      />
    </FormDialog>
  );
}

/** The end of a credential that no deployment calls with. */
export function DeleteCredentialDialog({ provider, credential, onClose }: CredentialDialogProps) {
  const remove = useDeleteCredential(provider.id);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete credential ${credential.name}?`}
      consequence={`No deployment calls with it. Its sealed value ending in ${credential.last4} is destroyed; at ${provider.name} itself it stays valid until you revoke it there.`}
      action="Delete credential"
      pending={remove.isPending}
      onConfirm={() =>
        remove.mutate(credential.id, {
          onSuccess: onClose,
          onError: (error) => toast.error("The credential is still there", { description: error.message }),
        })
      }
    />
  );
}
