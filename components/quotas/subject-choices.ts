"use client";

import { useQuery } from "@tanstack/react-query";
import { modelsQuery } from "../models/models-queries";
import { providersQuery } from "../providers/providers-queries";
import { holds, meQuery } from "../shell/session-queries";
import { peopleQuery } from "../teams/people-queries";
import { projectsQuery } from "../teams/projects-queries";
import { teamsQuery } from "../teams/teams-queries";
import type { Choice } from "../ui/choice-list";
import { keyChoicesQuery } from "./quotas-queries";
import type { QuotaScopeKind } from "./scope-words";

/** What a quota of this kind can be about, found by name; undefined while it loads, empty for kinds that are typed. */
export function useSubjectChoices(kind: QuotaScopeKind): Choice[] | undefined {
  const is = (...kinds: QuotaScopeKind[]) => kinds.includes(kind);
  const teams = useQuery({ ...teamsQuery(), enabled: is("team", "team_model") });
  const projects = useQuery({ ...projectsQuery(), enabled: is("project") });
  const keys = useQuery({ ...keyChoicesQuery(), enabled: is("key", "key_model") });
  const people = useQuery({ ...peopleQuery(), enabled: is("person") });
  const providers = useQuery({ ...providersQuery(), enabled: is("provider") });
  const models = useModelChoices(is("model"));
  switch (kind) {
    case "team":
    case "team_model":
      return teams.data?.map(({ id, name }) => ({ value: id, label: name }));
    case "project":
      return projects.data?.map(({ id, name, team }) => ({ value: id, label: name, hint: team.name }));
    case "key":
    case "key_model":
      return keys.data?.map((key) => ({
        value: key.id,
        label: key.name,
        hint: `${key.team.name} / ${key.project.name}`,
        keywords: [key.publicId],
      }));
    case "person":
      return people.data?.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
    case "provider":
      return providers.data?.map(({ id, name }) => ({ value: id, label: name }));
    case "model":
      return models;
    case "organization":
    case "tag":
    case "end_user":
      return [];
  }
}

/** Every model by name; undefined while they load. */
export function useModelChoices(enabled: boolean): Choice[] | undefined {
  const { data } = useQuery({ ...modelsQuery(), enabled });
  return data?.map(({ id, name, title }) => ({ value: id, label: name, hint: title === name ? "" : title }));
}

const INSIDE_TEAM: readonly QuotaScopeKind[] = ["project", "key", "key_model"];

/** The kinds of scope that the signed-in person may limit: a team lead those inside the team, admins all. */
export function useLimitableKinds(all: readonly QuotaScopeKind[]): readonly QuotaScopeKind[] {
  const { data: me } = useQuery(meQuery());
  if (!me || !holds(me, "quotas:write")) return [];
  return me.permissions.everywhere.includes("quotas:write") ? all : INSIDE_TEAM;
}
