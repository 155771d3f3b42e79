"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { CatalogSuggestion } from "@/lib/admin-api/client/models";
import { Field } from "../ui/field";
import { formatCompact } from "../ui/format/format-number";
import { Input } from "../ui/input";
import { Skeleton } from "../ui/skeleton";
import { catalogQuery } from "./models-queries";
import { priceLine } from "./price-words";

export interface UpstreamModelFieldProps {
  providerId: string;
  value: string;
  onType: (name: string) => void;
  onChoose: (suggestion: CatalogSuggestion) => void;
  error?: string | undefined;
}

/** The model's name at the provider: typed, or chosen from the usual ones, which narrow while typing. */
export function UpstreamModelField({ providerId, value, onType, onChoose, error }: UpstreamModelFieldProps) {
  const { data: catalog } = useQuery(catalogQuery(providerId));
  const wanted = value.trim().toLowerCase();
  const chosen = catalog?.find((one) => one.upstreamModel === value);
  const shown = chosen
    ? catalog
    : catalog?.filter((one) => `${one.upstreamModel} ${one.title}`.toLowerCase().includes(wanted));
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Model at the provider"
        hint={chosen || !catalog || catalog.length === 0 ? undefined : "Choose one below, or type any name it knows."}
        error={error}
      >
        <Input
          value={value}
          onChange={(event) => onType(event.target.value)}
          placeholder="Search or type a name"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
      {catalog === undefined ? <Skeleton className="h-32" /> : null}
      {shown && shown.length > 0 ? (
        <Command
          label="Usual models of this provider"
          shouldFilter={false}
          className="max-h-60 overflow-y-auto rounded-sm border border-line-strong p-1"
        >
          <Command.List>
            {shown.map((one) => (
              <Suggestion
                key={one.upstreamModel}
                suggestion={one}
                chosen={one.upstreamModel === value}
                onChoose={() => onChoose(one)}
              />
            ))}
          </Command.List>
        </Command>
      ) : null}
    </div>
  );
}

interface SuggestionProps {
  suggestion: CatalogSuggestion;
  chosen: boolean;
  onChoose: () => void;
}

function Suggestion({ suggestion, chosen, onChoose }: SuggestionProps) {
  const { title, upstreamModel, contextWindow, existingModelId, tiers } = suggestion;
  return (
    <Command.Item
      value={upstreamModel}
      onSelect={onChoose}
      className="flex cursor-default select-none items-start gap-2 rounded-sm px-2 py-1.5 text-sm data-[selected=true]:bg-hover"
    >
      <Check className={chosen ? "mt-0.5 size-4 shrink-0 text-accent-ink" : "invisible size-4 shrink-0"} aria-hidden />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium text-ink">{title}</span>
          <span className="truncate font-mono text-faint text-xs">{upstreamModel}</span>
          {existingModelId ? <span className="ml-auto shrink-0 text-faint text-xs">already added</span> : null}
        </span>
        <span className="text-muted text-xs">
          {priceLine(tiers)}
          {contextWindow === null ? "" : ` · ${formatCompact(contextWindow)} context`}
        </span>
      </span>
    </Command.Item>
  );
}
