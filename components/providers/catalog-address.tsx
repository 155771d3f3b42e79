"use client";

import type { CatalogProvider } from "@/lib/admin-api/client/providers";
import type { DraftForm } from "../forms/use-draft";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { addressOf, type ProviderDraft } from "./provider-draft";

export interface CatalogAddressProps {
  service: CatalogProvider;
  form: DraftForm<ProviderDraft>;
}

/** The parts of a service's address that only the operator knows; the base URL below follows them. */
export function CatalogAddress({ service, form }: CatalogAddressProps) {
  const { draft, set } = form;
  const give = (name: string, value: string) => {
    const parts = { ...draft.parts, [name]: value };
    set({ parts, baseUrl: addressOf(service, parts) });
  };
  return (
    <>
      {service.addressFields.map(({ name, label, example, options }) => (
        <Field key={name} label={label}>
          {options ? (
            <Select value={draft.parts[name] ?? ""} onValueChange={(value) => give(name, value)} options={options} />
          ) : (
            <Input
              value={draft.parts[name] ?? ""}
              onChange={(event) => give(name, event.target.value)}
              placeholder={example}
              autoComplete="off"
              className="font-mono"
            />
          )}
        </Field>
      ))}
    </>
  );
}
