"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { CatalogSuggestion } from "@/lib/admin-api/client/models";
import { providersQuery } from "../providers/providers-queries";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { Select } from "../ui/select";
import type { TargetDraft } from "./target-draft";
import { TargetPrice } from "./target-price";
import { UpstreamModelField } from "./upstream-model-field";

export interface TargetFieldsProps {
  value: TargetDraft;
  onChange: (value: TargetDraft) => void;
  problem: (path: string) => string | undefined;
  /** Somebody chose a usual model: its name, title and sizes are known. */
  onSuggestion?: (suggestion: CatalogSuggestion) => void;
}

/** Which provider answers, under which name there, with which credential and price. */
export function TargetFields({ value, onChange, problem, onSuggestion }: TargetFieldsProps) {
  const { data: providers } = useQuery(providersQuery());
  const provider = providers?.find((one) => one.id === value.providerId);
  if (providers?.length === 0) {
    return (
      <Notice kind="warn" title="There is no provider yet">
        A model needs somebody who answers for it.{" "}
        <Link href="/providers?add=true" className="underline">
          Add a provider
        </Link>{" "}
        first.
      </Notice>
    );
  }
  const choose = (suggestion: CatalogSuggestion) => {
    onChange({ ...value, upstreamModel: suggestion.upstreamModel, price: null });
    onSuggestion?.(suggestion);
  };
  return (
    <>
      <Field label="Provider" error={problem("providerId")}>
        <Select
          value={value.providerId}
          onValueChange={(providerId) => onChange({ providerId, credentialId: null, upstreamModel: "", price: null })}
          placeholder="Choose a provider"
          options={(providers ?? []).map((one) => ({
            value: one.id,
            label: one.name,
            ...(one.status === "disabled" ? { hint: "Disabled now" } : {}),
            ...(one.simulated ? { hint: "Answers are simulated" } : {}),
          }))}
        />
      </Field>
      {provider && provider.credentials.length > 1 ? (
        <Field label="Credential" error={problem("credentialId")}>
          <Select
            value={value.credentialId ?? ""}
            onValueChange={(credentialId) => onChange({ ...value, credentialId })}
            placeholder="Choose a credential"
            options={provider.credentials.map(({ id, name, last4 }) => ({ value: id, label: `${name} …${last4}` }))}
          />
        </Field>
      ) : null}
      {provider ? (
        <>
          <UpstreamModelField
            providerId={provider.id}
            value={value.upstreamModel}
            onType={(upstreamModel) => onChange({ ...value, upstreamModel })}
            onChoose={choose}
            error={problem("upstreamModel")}
          />
          {value.upstreamModel.trim() === "" ? null : (
            <TargetPrice value={value} onChange={onChange} problem={problem} />
          )}
        </>
      ) : null}
    </>
  );
}
