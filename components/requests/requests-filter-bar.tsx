"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { FilterBar, type FilterSpec } from "../ui/filter-bar";
import { OUTCOMES } from "./outcome-words";
import { filterChoicesQuery } from "./requests-queries";

const OUTCOME_CHOICES = Object.entries(OUTCOMES).map(([value, { label }]) => ({ value, label }));
const STATUS_CHOICES = [
  { value: "2xx", label: "2xx" },
  { value: "4xx", label: "4xx" },
  { value: "429", label: "429" },
  { value: "5xx", label: "5xx" },
];

/** Every way to narrow the list of requests. */
export function RequestsFilterBar({ children }: { children: ReactNode }) {
  const { data } = useQuery(filterChoicesQuery());
  const filters = useMemo<FilterSpec[]>(
    () => [
      { key: "outcome", label: "Outcome", choices: OUTCOME_CHOICES, multiple: true },
      {
        key: "model",
        label: "Model",
        choices: data?.models.map((model) => ({ value: model.name, label: model.name })) ?? [],
      },
      { key: "team", label: "Team", choices: data?.teams.map((team) => ({ value: team.id, label: team.name })) ?? [] },
      {
        key: "project",
        label: "Project",
        choices:
          data?.projects.map(({ id, name, team }) => ({
            value: id,
            label: name,
            hint: team.name,
            keywords: [team.name],
          })) ?? [],
      },
      {
        key: "key",
        label: "Key",
        choices:
          data?.keys.map(({ id, name, publicId, project }) => ({
            value: id,
            label: name,
            hint: project.name,
            keywords: [publicId, project.name],
          })) ?? [],
      },
      {
        key: "provider",
        label: "Provider",
        choices: data?.providers.map((provider) => ({ value: provider.id, label: provider.name })) ?? [],
      },
      { key: "status", label: "Status", choices: STATUS_CHOICES },
    ],
    [data],
  );
  const shown = filters.filter((filter) => filter.choices.length > 0 || data === undefined);
  return (
    <FilterBar filters={shown} search="Search id, model, user, error">
      {children}
    </FilterBar>
  );
}
