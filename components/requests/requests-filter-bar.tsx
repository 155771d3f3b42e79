"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { FilterBar, type FilterSpec, type FilterValues, useFilters } from "../ui/filter-bar";
import { OUTCOMES } from "./outcome-words";
import { usePersonFilter } from "./person-filter";
import { REQUEST_FILTER_KEYS } from "./request-filters";
import { filterChoicesQuery } from "./requests-queries";

const OUTCOME_CHOICES = Object.entries(OUTCOMES).map(([value, { label }]) => ({ value, label }));
const STATUS_CHOICES = [
  { value: "2xx", label: "2xx" },
  { value: "4xx", label: "4xx" },
  { value: "429", label: "429" },
  { value: "5xx", label: "5xx" },
];

const COST_CHOICES = ["0.01", "0.10", "1.00", "10.00"].map((usd) => ({ value: usd, label: `$${usd} and more` }));
const DURATION_CHOICES = [1, 5, 30, 120].map((seconds) => ({
  value: String(seconds * 1000),
  label: `${seconds} s and longer`,
}));
const VERDICT_CHOICES = [
  { value: "refused", label: "Refused the call" },
  { value: "shadow_refused", label: "Would have refused it" },
  { value: "soft_over", label: "Over a soft limit" },
];
/** Filters that links set: there are too many of these to choose from. */
const FROM_ADDRESS = [
  { key: "endUser", label: "End user" },
  { key: "session", label: "Session" },
] as const;

const NOBODY: readonly string[] = [];

function fromAddress(values: FilterValues): FilterSpec[] {
  return FROM_ADDRESS.flatMap(({ key, label }) =>
    (values[key] ?? []).map((value) => ({ key, label, choices: [{ value, label: value }] })),
  );
}

/** Every way to narrow the list of requests. */
export function RequestsFilterBar({ beside }: { beside: ReactNode }) {
  const { data } = useQuery(filterChoicesQuery());
  const [values] = useFilters(REQUEST_FILTER_KEYS);
  const person = usePersonFilter(values.person ?? NOBODY);
  const filters = useMemo<FilterSpec[]>(
    () => [
      { key: "outcome", label: "Outcome", choices: OUTCOME_CHOICES, multiple: true },
      {
        key: "model",
        label: "Model",
        choices: data?.models.map((model) => ({ value: model.name, label: model.name })),
      },
      { key: "team", label: "Team", choices: data?.teams.map((team) => ({ value: team.id, label: team.name })) },
      {
        key: "project",
        label: "Project",
        choices: data?.projects.map(({ id, name, team }) => ({
          value: id,
          label: name,
          hint: team.name,
          keywords: [team.name],
        })),
      },
      {
        key: "key",
        label: "Key",
        choices: data?.keys.map(({ id, name, publicId, project }) => ({
          value: id,
          label: name,
          hint: project.name,
          keywords: [publicId, project.name],
        })),
      },
      {
        key: "provider",
        label: "Provider",
        choices: data?.providers.map((provider) => ({ value: provider.id, label: provider.name })),
      },
      { key: "status", label: "Status", choices: STATUS_CHOICES },
      { key: "cost", label: "Cost", choices: COST_CHOICES },
      { key: "took", label: "Took", choices: DURATION_CHOICES },
      { key: "verdict", label: "Quota verdict", choices: VERDICT_CHOICES },
      { key: "tag", label: "Tag", choices: data?.tags.map((tag) => ({ value: tag, label: tag })) },
      ...person,
      ...fromAddress(values),
    ],
    [data, person, values],
  );
  const shown = filters.filter(
    (filter) => (filter.choices ?? []).length > 0 || filter.source !== undefined || data === undefined,
  );
  return <FilterBar filters={shown} search="Search id, model, user, error" beside={beside} />;
}
