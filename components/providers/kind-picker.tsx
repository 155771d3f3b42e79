"use client";

import type { AdapterSummary, CatalogProvider } from "@/lib/admin-api/client/providers";
import { Combobox } from "../ui/combobox";
import { Field } from "../ui/field";
import { RadioCards } from "../ui/radio-cards";
import { Skeleton } from "../ui/skeleton";

export interface KindPickerProps {
  /** Undefined while they load. */
  adapters: readonly AdapterSummary[] | undefined;
  services: readonly CatalogProvider[] | undefined;
  value: string;
  onChoose: (id: string) => void;
  error: string | undefined;
}

const KINDS: Record<CatalogProvider["kind"], string> = {
  maker: "Makes models",
  host: "Hosts open models",
  cloud: "Cloud",
  router: "Routes to many",
  "self-hosted": "Your own server",
};

/** What to add: a kind of provider from a few, or a service from the catalog, found by typing. */
export function KindPicker({ adapters, services, value, onChoose, error }: KindPickerProps) {
  if (!adapters || !services) return <Skeleton className="h-40" />;
  const service = services.find(({ id }) => id === value);
  return (
    <>
      <Field
        label="Find a service"
        hint={
          service ? <ServiceHint service={service} /> : `${services.length} that speak the Chat Completions format.`
        }
      >
        <Combobox
          noun="services"
          placeholder="Groq, xAI, OpenRouter, LM Studio…"
          value={service?.id ?? null}
          onValueChange={onChoose}
          choices={services.map(({ id, title, kind, address }) => ({
            value: id,
            label: title,
            hint: KINDS[kind],
            keywords: [address],
          }))}
        />
      </Field>
      <Field label="Or choose a kind" error={error}>
        <RadioCards
          aria-label="Kind"
          columns={2}
          value={value}
          onValueChange={onChoose}
          options={adapters.map((adapter) => ({
            value: adapter.id,
            label: adapter.title,
            hint: adapter.simulated
              ? "Built in; answers without a network"
              : (adapter.baseUrl ?? "At your own address"),
          }))}
        />
      </Field>
    </>
  );
}

function ServiceHint({ service }: { service: CatalogProvider }) {
  return (
    <>
      <a className="text-accent-ink underline" href={service.docsUrl} target="_blank" rel="noreferrer">
        Documentation of {service.title}
      </a>
      {service.verified ? "." : ". Nobody has checked its address yet: compare it before you paste a key."}
      {service.quirks.length === 0 ? null : (
        <details className="mt-1">
          <summary className="cursor-pointer">
            Differs from OpenAI in {service.quirks.length === 1 ? "one way" : `${service.quirks.length} ways`}; calls
            are written for it
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {service.quirks.map((quirk) => (
              <li key={quirk}>{quirk.replaceAll("`", "")}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
