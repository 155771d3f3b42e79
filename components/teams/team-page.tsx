"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import type { TeamDetail } from "@/lib/admin-api/client/teams";
import { TeamCeilings } from "../ceilings/team-ceilings";
import { ScopeQuotas } from "../quotas/scope-quotas";
import { useCrumb } from "../shell/crumbs";
import { LoadError } from "../shell/load-error";
import { meQuery } from "../shell/session-queries";
import { Skeleton } from "../ui/skeleton";
import { ProjectSheet } from "./project-sheet";
import { TeamHeader } from "./team-header";
import { TeamMembers } from "./team-members";
import { TeamProjects } from "./team-projects";
import { teamQuery } from "./teams-queries";

/** One team: its limits, its projects, its members. `?project=` opens one of its projects beside it. */
export function TeamPage({ teamId }: { teamId: string }) {
  const { data: team, error, refetch } = useQuery(teamQuery(teamId));
  const [project, setProject] = useQueryState("project", parseAsString);
  useCrumb(team?.name);
  if (error && !team) {
    return <LoadError title="This team could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!team) return <TeamPageSkeleton />;
  return (
    <div className="flex flex-col gap-8">
      <TeamHeader team={team} />
      <TeamQuotas team={team} />
      <TeamCeilings team={team} />
      <TeamProjects team={team} />
      <TeamMembers team={team} />
      {project ? <ProjectSheet projectId={project} teamId={team.id} onClose={() => void setProject(null)} /> : null}
    </div>
  );
}

function TeamQuotas({ team }: { team: TeamDetail }) {
  const { data: me } = useQuery(meQuery());
  const held = [...(me?.permissions.everywhere ?? []), ...(me?.permissions.inTeams[team.id] ?? [])];
  return (
    <ScopeQuotas
      scope={{ kind: "team", id: team.id, name: team.name }}
      mayAdd={held.includes("quotas:write") && team.archivedAt === null}
      description="They hold for all projects of the team together."
    />
  );
}

function TeamPageSkeleton() {
  return (
    <div className="flex flex-col gap-8" aria-busy>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-5 w-64" />
      </div>
      {["h-24", "h-40", "h-44"].map((height) => (
        <div key={height} className="flex flex-col gap-3">
          <Skeleton className="h-5 w-36" />
          <Skeleton className={`${height} rounded-md`} />
        </div>
      ))}
    </div>
  );
}
