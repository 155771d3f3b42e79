"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { ListKeysQuery } from "@/lib/admin-api/client/keys";
import { projectsQuery } from "../teams/projects-queries";
import { teamsQuery } from "../teams/teams-queries";
import { type FilterSpec, useFilters } from "../ui/filter-bar";
import { KEY_STATUS } from "./key-words";

const KEYS = ["team", "project", "status"] as const;
const STATUS_CHOICES = Object.entries(KEY_STATUS).map(([value, { label }]) => ({ value, label }));

/** The filters of the list as the URL has them, for the API. */
export function useKeyFilter(): ListKeysQuery {
  const [values] = useFilters(KEYS);
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  return useMemo(() => {
    const [teamId, projectId] = [values.team?.[0], values.project?.[0]];
    const status = values.status ?? [];
    return {
      ...(teamId ? { teamId } : {}),
      ...(projectId ? { projectId } : {}),
      ...(status.length > 0 ? { status: status.join(",") } : {}),
      ...(search ? { search } : {}),
    };
  }, [values, search]);
}

/** What the list can be filtered by. */
export function useKeyFilterSpecs(): FilterSpec[] {
  const { data: teams } = useQuery(teamsQuery());
  const { data: projects } = useQuery(projectsQuery());
  return useMemo(
    () => [
      { key: "team", label: "Team", choices: teams?.map(({ id, name }) => ({ value: id, label: name })) },
      {
        key: "project",
        label: "Project",
        choices: projects?.map(({ id, name, team }) => ({ value: id, label: name, hint: team.name })),
      },
      { key: "status", label: "Status", choices: STATUS_CHOICES, multiple: true },
    ],
    [teams, projects],
  );
}
