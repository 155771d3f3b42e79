"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import type { Project } from "@/lib/admin-api/client/projects";
import type { Team } from "@/lib/admin-api/client/teams";
import { useMonthSpend } from "../quotas/month-spend";
import { ScopeQuotas } from "../quotas/scope-quotas";
import { LoadError } from "../shell/load-error";
import { meQuery } from "../shell/session-queries";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { FilterBar } from "../ui/filter-bar";
import { Skeleton } from "../ui/skeleton";
import { projectsQuery } from "./projects-queries";
import { ProjectBranch, TeamBranch } from "./team-branch";
import { teamsQuery } from "./teams-queries";

/** The organization's limits, then every team with its projects and what each spent this month. */
export function TeamsTree({ onCreate }: { onCreate: (() => void) | null }) {
  const teams = useQuery(teamsQuery());
  const projects = useQuery(projectsQuery());
  const { data: me } = useQuery(meQuery());
  const [search] = useQueryState("q", parseAsString.withDefault(""));
  const error = teams.error ?? projects.error;
  const mayLimit = me?.permissions.everywhere.includes("quotas:write") ?? false;
  return (
    <div className="flex flex-col gap-6">
      {me?.permissions.everywhere.includes("quotas:read") ? (
        <ScopeQuotas
          title={`Limits of ${me.organization.name}`}
          scope={{ kind: "organization", id: me.organization.id, name: me.organization.name }}
          mayAdd={mayLimit}
        />
      ) : null}
      <div className="flex flex-col gap-3">
        <FilterBar filters={NO_FILTERS} search="Search teams and projects" />
        {error ? (
          <LoadError
            title="Teams could not be loaded"
            error={error}
            onRetry={() => void Promise.all([teams.refetch(), projects.refetch()])}
          />
        ) : (
          <Branches teams={teams.data} projects={projects.data} search={search} onCreate={onCreate} />
        )}
      </div>
    </div>
  );
}

const NO_FILTERS: never[] = [];

interface BranchesProps {
  teams: readonly Team[] | undefined;
  projects: readonly Project[] | undefined;
  search: string;
  onCreate: (() => void) | null;
}

function Branches({ teams, projects, search, onCreate }: BranchesProps) {
  const teamSpend = useMonthSpend("team");
  const projectSpend = useMonthSpend("project");
  if (!teams || !projects) return <TreeSkeleton />;
  const wanted = search.trim().toLowerCase();
  const matches = (name: string) => name.toLowerCase().includes(wanted);
  const shown = teams
    .map((team) => {
      const own = projects.filter((project) => project.team.id === team.id);
      return { team, projects: matches(team.name) ? own : own.filter((project) => matches(project.name)) };
    })
    .filter(({ team, projects: own }) => matches(team.name) || own.length > 0);
  if (shown.length === 0) {
    return (
      <Card>
        <NoTeams searched={wanted !== ""} onCreate={onCreate} />
      </Card>
    );
  }
  return (
    <Card className="max-md:overflow-x-auto">
      <table aria-label="Teams and projects" className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr className="text-left text-faint text-xs [&>th]:h-9 [&>th]:border-b [&>th]:bg-subtle [&>th]:px-3 [&>th]:font-medium">
            <th scope="col" className="rounded-tl-md">
              Name
            </th>
            <th scope="col" className="max-md:hidden">
              Cost centre
            </th>
            <th scope="col" className="max-md:hidden">
              Members
            </th>
            <th scope="col" className="max-md:hidden">
              Keys
            </th>
            <th scope="col" className="rounded-tr-md md:w-52">
              Spend this month
            </th>
          </tr>
        </thead>
        {shown.map(({ team, projects: own }) => (
          <tbody key={team.id} className="[&>tr>td]:border-b last:[&>tr:last-child>td]:border-b-0">
            <TeamBranch team={team} spend={teamSpend?.(team.id)} />
            {own.map((project) => (
              <ProjectBranch key={project.id} project={project} spend={projectSpend?.(project.id)} />
            ))}
          </tbody>
        ))}
      </table>
    </Card>
  );
}

function NoTeams({ searched, onCreate }: { searched: boolean; onCreate: (() => void) | null }) {
  if (searched) return <EmptyState icon={Users} title="No team or project matches" />;
  return (
    <EmptyState
      icon={Users}
      title="No teams yet"
      action={
        onCreate ? (
          <Button variant="primary" onClick={onCreate}>
            <Plus />
            Create team
          </Button>
        ) : null
      }
    >
      {onCreate
        ? "Create a team, then a project in it: keys are issued in projects."
        : "You are in no team yet. Ask an admin of your organization to add you to one."}
    </EmptyState>
  );
}

function TreeSkeleton() {
  return (
    <Card aria-busy>
      {[1, 2, 3, 4, 5, 6].map((line) => (
        <div key={line} className="flex h-11 items-center gap-6 border-b px-3 last:border-b-0">
          <Skeleton className={line % 3 === 1 ? "h-3.5 w-32" : "ml-6 h-3.5 w-40"} />
          <Skeleton className="ml-auto h-3.5 w-32" />
        </div>
      ))}
    </Card>
  );
}
