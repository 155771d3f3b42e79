"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import type { ProviderDetail } from "@/lib/admin-api/client/providers";
import { FormDialog } from "../forms/form-dialog";
import { type DraftForm, useDraft } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { DEFAULT_BEHAVIOUR } from "./behaviour-draft";
import { BehaviourFields } from "./behaviour-fields";
import { CatalogAddress } from "./catalog-address";
import { KindPicker } from "./kind-picker";
import {
  type Addable,
  checkProviderDraft,
  createProviderInputOf,
  type ProviderDraft,
  providerDraftFor,
} from "./provider-draft";
import { PROVIDER_HELP } from "./provider-help";
import { adaptersQuery, catalogQuery, useCreateProvider, useTestProvider } from "./providers-queries";
import { SecretField } from "./secret-field";

const FIELDS = ["adapter", "name", "baseUrl", "credential.apiKey", "settings.latencyMs", "settings.chunkMs"];
const NOTHING: ProviderDraft = {
  adapterId: "",
  name: "",
  baseUrl: "",
  parts: {},
  apiKey: "",
  behaviour: DEFAULT_BEHAVIOUR,
};

/** Another upstream service: its kind, where it is, and the credential that is sealed with it. It is tested at once. */
export function AddProviderDialog({ onClose }: { onClose: () => void }) {
  const { data: adapters } = useQuery(adaptersQuery());
  const create = useCreateProvider();
  const done = useAfterCreate();
  const { data: services } = useQuery(catalogQuery());
  const find = (id: string): Addable | undefined =>
    adapters?.find((adapter) => adapter.id === id) ?? services?.find((service) => service.id === id);
  const form = useDraft<ProviderDraft>({
    initial: NOTHING,
    check: (draft) => checkProviderDraft(draft, find(draft.adapterId)),
    fields: FIELDS,
    error: create.error,
    send: (draft) => {
      const adapter = find(draft.adapterId);
      if (adapter)
        create.mutate(createProviderInputOf(draft, adapter), { onSuccess: (provider) => void done(provider) });
    },
  });
  const chosen = find(form.draft.adapterId);
  const choose = (id: string) => {
    const adapter = find(id);
    if (adapter) form.set(providerDraftFor(adapter));
  };
  return (
    <FormDialog
      title="Add provider"
      action="Add provider"
      onClose={onClose}
      onSubmit={form.submit}
      pending={create.isPending}
      refusal={form.refusal}
    >
      <KindPicker
        adapters={adapters}
        services={services}
        value={form.draft.adapterId}
        onChoose={choose}
        error={form.problem("adapter")}
      />
      {chosen ? <ProviderFields adapter={chosen} form={form} /> : null}
    </FormDialog>
  );
}

function ProviderFields({ adapter, form }: { adapter: Addable; form: DraftForm<ProviderDraft> }) {
  const { draft, set, problem } = form;
  return (
    <>
      <Field label="Name" help={PROVIDER_HELP.name} error={problem("name")}>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoComplete="off" />
      </Field>
      {"addressFields" in adapter ? <CatalogAddress service={adapter} form={form} /> : null}
      {adapter.simulated ? (
        <BehaviourFields value={draft.behaviour} onChange={(behaviour) => set({ behaviour })} problem={problem} />
      ) : (
        <Field
          label="Base URL"
          help={PROVIDER_HELP.baseUrl}
          hint="Where its API begins. The credential is sealed to this origin."
          error={problem("baseUrl")}
        >
          <Input
            value={draft.baseUrl}
            onChange={(event) => set({ baseUrl: event.target.value })}
            placeholder="https://llm.example.com/v1"
            inputMode="url"
            autoComplete="off"
            className="font-mono"
          />
        </Field>
      )}
      {adapter.credentialFields.map((field) => (
        <SecretField
          key={field.name}
          label={field.label}
          value={draft.apiKey}
          onChange={(apiKey) => set({ apiKey })}
          optional={adapter.credentialNeed === "optional"}
          {...(adapter.credentialHint === null ? {} : { hint: adapter.credentialHint })}
          error={problem("credential.apiKey")}
        />
      ))}
    </>
  );
}

/** Goes to the new provider and says what its first connection test found. */
function useAfterCreate() {
  const router = useRouter();
  const test = useTestProvider();
  return async (provider: ProviderDetail) => {
    router.push(`/providers/${provider.id}`);
    const testable = provider.canTest && (provider.credentialNeed !== "required" || provider.credentials.length > 0);
    if (!testable) {
      toast.success(`${provider.name} is added`);
      return;
    }
    const result = await test.mutateAsync({ providerId: provider.id });
    if (result.ok) toast.success(`${provider.name} is connected`, { description: result.detail });
    else toast.error(`${provider.name} was added, but its test failed`, { description: result.detail });
  };
}
