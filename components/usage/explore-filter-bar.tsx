"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { filterChoicesQuery } from "../requests/requests-queries";
import { meQuery } from "../shell/session-queries";
import { peopleQuery } from "../teams/people-queries";
import { FilterBar, type FilterSpec } from "../ui/filter-bar";
import { type ExploreView, NO_COST_CENTRE } from "./explore-view";

/** Every way to narrow the explorer. End users and tags are not listed: a row of the table narrows to them. */
export function ExploreFilterBar({ view }: { view: ExploreView }) {
  const { data: choices } = useQuery(filterChoicesQuery());
  const { data: me } = useQuery(meQuery());
  const mayListPeople = me?.permissions.everywhere.includes("people:read") ?? false;
  const { data: people } = useQuery({ ...peopleQuery(), enabled: mayListPeople });
  const filters = useMemo<FilterSpec[]>(() => {
    const named = (items: readonly { id: string; name: string }[] | undefined) =>
      items?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
    const inside = (items: readonly { id: string; name: string; hint: string }[] | undefined) =>
      items?.map(({ id, name, hint }) => ({ value: id, label: name, hint, keywords: [hint] })) ?? [];
    const centres = new Set([
      ...(choices?.projects.flatMap(({ costCentre }) => costCentre ?? []) ?? []),
      ...(choices?.teams.flatMap(({ costCentre }) => costCentre ?? []) ?? []),
    ]);
    const typed = (key: "endUser" | "tag", label: string): FilterSpec => ({
      key,
      label,
      choices: (view.filters[key] ?? []).map((value) => ({ value, label: value })),
    });
    return [
      { key: "team", label: "Team", choices: named(choices?.teams) },
      {
        key: "project",
        label: "Project",
        choices: inside(choices?.projects.map(({ id, name, team }) => ({ id, name, hint: team.name }))),
      },
      {
        key: "key",
        label: "Key",
        choices: inside(choices?.keys.map(({ id, name, project }) => ({ id, name, hint: project.name }))),
      },
      { key: "person", label: "Person", choices: named(people) },
      {
        key: "model",
        label: "Model",
        choices: choices?.models.map(({ name }) => ({ value: name, label: name })) ?? [],
      },
      { key: "provider", label: "Provider", choices: named(choices?.providers) },
      {
        key: "costCentre",
        label: "Cost centre",
        choices: [
          ...[...centres].sort().map((value) => ({ value, label: value })),
          { value: NO_COST_CENTRE, label: "No cost centre" },
        ],
      },
      typed("endUser", "End user"),
      typed("tag", "Tag"),
    ];
  }, [choices, people, view.filters]);
  const shown = filters.filter(({ choices: known = [] }) => known.length > 0);
  return <FilterBar filters={shown} />;
}
