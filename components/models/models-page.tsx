"use client";

import { useQuery } from "@tanstack/react-query";
import { Box, Plus } from "lucide-react";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { ModelView } from "@/lib/admin-api/client/models";
import { LoadError } from "../shell/load-error";
import { holds, meQuery } from "../shell/session-queries";
import { usePageKey } from "../shell/use-page-key";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { FilterBar, type FilterSpec, useFilters } from "../ui/filter-bar";
import { PageHeader } from "../ui/page-header";
import { AddModelSheet } from "./add-model-sheet";
import { MODEL_COLUMNS } from "./models-columns";
import { modelsQuery } from "./models-queries";

const FILTER_KEYS = ["provider", "status"] as const;
const STATUS_CHOICES = [
  { value: "callable", label: "Callable" },
  { value: "not-callable", label: "Not callable" },
  { value: "unpriced", label: "Price unknown" },
];

/** Every name that a caller may ask for. */
export function ModelsPage() {
  const { data: models, error, refetch } = useQuery(modelsQuery());
  const { data: me } = useQuery(meQuery());
  const [adding, setAdding] = useQueryState("add", parseAsBoolean.withDefault(false));
  const mayAdd = me !== undefined && holds(me, "models:write");
  const begin = () => void setAdding(true);
  usePageKey("n", mayAdd ? begin : null);
  const rows = useMatching(models);
  const button = mayAdd ? (
    <Button variant="primary" onClick={begin} aria-keyshortcuts="n">
      <Plus />
      Add model
    </Button>
  ) : null;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title="Models"
        description="The names that callers ask for. Each goes to its deployments in order, until one answers."
        actions={button}
      />
      <FilterBar filters={useSpecs(models)} search="Search models" />
      {error && !models ? (
        <LoadError title="Models could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Models"
          columns={MODEL_COLUMNS}
          rows={rows}
          rowId={(model) => model.id}
          rowHref={(model) => `/models/${model.id}`}
          empty={
            models?.length === 0 ? (
              <EmptyState icon={Box} title="No models yet" action={button}>
                Add a name that applications call, and the provider that answers for it.
              </EmptyState>
            ) : (
              <EmptyState icon={Box} title="No model matches" />
            )
          }
        />
      )}
      {adding && mayAdd ? <AddModelSheet onClose={() => void setAdding(null)} /> : null}
    </div>
  );
}

function useSpecs(models: readonly ModelView[] | undefined): FilterSpec[] {
  return useMemo(() => {
    const providers = new Map(
      (models ?? []).flatMap((model) => model.deployments.map(({ provider }) => [provider.id, provider.name] as const)),
    );
    const choices = [...providers].map(([value, label]) => ({ value, label }));
    return [
      { key: "provider", label: "Provider", choices },
      { key: "status", label: "Status", choices: STATUS_CHOICES },
    ];
  }, [models]);
}

/** The models that the address asks for; the list is small, so the browser filters. */
function useMatching(models: readonly ModelView[] | undefined): ModelView[] | undefined {
  const [values] = useFilters(FILTER_KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const [provider, status] = [values.provider?.[0], values.status?.[0]];
  return useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return models?.filter(
      (model) =>
        `${model.name} ${model.title}`.toLowerCase().includes(wanted) &&
        (provider === undefined || model.deployments.some((one) => one.provider.id === provider)) &&
        hasStatus(model, status),
    );
  }, [models, search, provider, status]);
}

function hasStatus(model: ModelView, status: string | undefined): boolean {
  switch (status) {
    case "callable":
      return model.callable;
    case "not-callable":
      return !model.callable;
    case "unpriced":
      return model.deployments.some((one) => one.price === null);
    default:
      return true;
  }
}
