"use client";

import type { ProviderDetail, UpdateProviderInput } from "@/lib/admin-api/client/providers";
import { FormDialog } from "../forms/form-dialog";
import { useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { urlProblem } from "./provider-draft";
import { useUpdateProvider } from "./providers-queries";
import { SecretField } from "./secret-field";

interface EditDraft {
  name: string;
  baseUrl: string;
  /** By credential id: needed again when the origin changes. */
  apiKeys: Record<string, string>;
}

/** Another name or address. A new origin needs every credential again, because each is sealed to its origin. */
export function EditProviderDialog({ provider, onClose }: { provider: ProviderDetail; onClose: () => void }) {
  const update = useUpdateProvider(provider.id);
  const form = useDraft<EditDraft>({
    initial: { name: provider.name, baseUrl: provider.baseUrl, apiKeys: {} },
    check: (draft) => ({
      name: draft.name.trim() === "" ? "Give it a name." : undefined,
      baseUrl: provider.simulated ? undefined : urlProblem(draft.baseUrl),
      ...missingKeys(draft, provider),
    }),
    fields: ["name", "baseUrl"],
    error: update.error,
    send: (draft) => update.mutate(inputOf(draft, provider), { onSuccess: onClose }),
  });
  const { draft, set, problem } = form;
  const moves = originMoves(draft, provider);
  return (
    <FormDialog
      title={`Edit ${provider.name}`}
      action="Save"
      onClose={onClose}
      onSubmit={form.submit}
      pending={update.isPending}
      refusal={form.refusal}
      disabled={!form.changed}
    >
      <Field label="Name" error={problem("name")}>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
      </Field>
      {provider.simulated ? null : (
        <Field label="Base URL" error={problem("baseUrl")}>
          <Input
            value={draft.baseUrl}
            onChange={(event) => set({ baseUrl: event.target.value })}
            inputMode="url"
            autoComplete="off"
            className="font-mono"
          />
        </Field>
      )}
      {moves && provider.credentials.length > 0 ? (
        <Notice kind="warn" title="This is another origin">
          Each credential is sealed to the origin it was given for, so that it cannot be sent elsewhere. Type them
          again.
        </Notice>
      ) : null}
      {moves
        ? provider.credentials.map(({ id, name }) => (
            <SecretField
              key={id}
              label={`Credential ${name}`}
              value={draft.apiKeys[id] ?? ""}
              onChange={(apiKey) => set({ apiKeys: { ...draft.apiKeys, [id]: apiKey } })}
              error={problem(`credentials.${id}`)}
            />
          ))
        : null}
    </FormDialog>
  );
}

function originMoves(draft: EditDraft, provider: ProviderDetail): boolean {
  return URL.canParse(draft.baseUrl) && new URL(draft.baseUrl).origin !== new URL(provider.baseUrl).origin;
}

function missingKeys(draft: EditDraft, provider: ProviderDetail): Record<string, string | undefined> {
  if (!originMoves(draft, provider)) return {};
  const missing = provider.credentials.filter(({ id }) => (draft.apiKeys[id] ?? "").trim() === "");
  return Object.fromEntries(missing.map(({ id }) => [`credentials.${id}`, "Type it again for the new origin."]));
}

function inputOf(draft: EditDraft, provider: ProviderDetail): UpdateProviderInput {
  const baseUrl = draft.baseUrl.trim();
  return {
    name: draft.name.trim(),
    ...(baseUrl === provider.baseUrl ? {} : { baseUrl }),
    ...(originMoves(draft, provider)
      ? { credentials: provider.credentials.map(({ id }) => ({ id, apiKey: (draft.apiKeys[id] ?? "").trim() })) }
      : {}),
  };
}
