import { queryOptions } from "@tanstack/react-query";
import { listKeys } from "@/lib/admin-api/client/keys";
import { listModels } from "@/lib/admin-api/client/models";
import { listPeople } from "@/lib/admin-api/client/people";
import { listProjects } from "@/lib/admin-api/client/projects";
import { listEndUsers, listRequestSessions } from "@/lib/admin-api/client/request-groups";
import { listRequests } from "@/lib/admin-api/client/requests";
import { listTeams } from "@/lib/admin-api/client/teams";
import { endUserHref, sessionHref } from "./links";

const SHOWN = 5;

/** Something the palette can lead to. */
export interface Finding {
  kind: "key" | "model" | "project" | "team" | "person" | "session" | "endUser" | "request";
  id: string;
  title: string;
  hint: string;
  href: string;
}

async function findKeys(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listKeys({ search: text, limit: SHOWN }, signal);
  return items.map((key) => ({
    kind: "key",
    id: key.id,
    title: key.name,
    hint: `${key.team.name} / ${key.project.name}`,
    href: `/keys/${key.id}`,
  }));
}

async function findModels(text: string, signal: AbortSignal): Promise<Finding[]> {
  const models = await listModels(signal);
  const wanted = models.filter((model) => model.name.toLowerCase().includes(text.toLowerCase()));
  return wanted.slice(0, SHOWN).map((model) => ({
    kind: "model",
    id: model.id,
    title: model.name,
    hint: model.title,
    href: `/models/${model.id}`,
  }));
}

async function findTeams(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listTeams({ search: text, limit: SHOWN }, signal);
  return items.map((team) => ({
    kind: "team",
    id: team.id,
    title: team.name,
    hint: `${team.keyCount} keys`,
    href: `/teams/${team.id}`,
  }));
}

async function findProjects(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listProjects({ search: text, limit: SHOWN }, signal);
  return items.map(({ id, name, team }) => ({
    kind: "project",
    id,
    title: name,
    hint: team.name,
    href: `/teams/${team.id}`,
  }));
}

async function findPeople(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listPeople({ search: text, limit: SHOWN }, signal);
  return items.map(({ id, name, email, role }) => ({
    kind: "person",
    id,
    title: name,
    hint: `${email} · ${role}`,
    href: `/teams?view=people&q=${encodeURIComponent(email)}`,
  }));
}

async function findSessions(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listRequestSessions({ search: text, limit: SHOWN }, signal);
  return items.map(({ sessionId, requests }) => ({
    kind: "session",
    id: sessionId,
    title: sessionId,
    hint: `${requests} calls`,
    href: sessionHref(sessionId),
  }));
}

async function findEndUsers(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listEndUsers({ search: text, limit: SHOWN }, signal);
  return items.map(({ endUser, requests }) => ({
    kind: "endUser",
    id: endUser,
    title: endUser,
    hint: `${requests} calls`,
    href: endUserHref(endUser),
  }));
}

async function findRequests(text: string, signal: AbortSignal): Promise<Finding[]> {
  const { items } = await listRequests({ q: text, limit: SHOWN }, signal);
  return items.map((request) => ({
    kind: "request",
    id: request.id,
    title: request.id,
    hint: `${request.outcome} · ${request.modelAsked ?? "no model"}`,
    href: `/requests/${request.id}`,
  }));
}

/** Keys, projects, models, teams and people by name, or requests by id, for what was typed. What a person may not read is simply not found. */
export const paletteQuery = (text: string) =>
  queryOptions({
    queryKey: ["palette", text],
    enabled: text.length > 1,
    staleTime: 30_000,
    queryFn: async ({ signal }): Promise<Finding[]> => {
      const finders = text.startsWith("req_")
        ? [findRequests]
        : [findKeys, findProjects, findModels, findTeams, findPeople, findSessions, findEndUsers];
      const found = await Promise.allSettled(finders.map((find) => find(text, signal)));
      return found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    },
  });
