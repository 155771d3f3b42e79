"use client";

import { useQuery } from "@tanstack/react-query";
import { Archive, KeyRound, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Project } from "@/lib/admin-api/client/projects";
import { AliasSection } from "../aliases/alias-section";
import { ScopeQuotas } from "../quotas/scope-quotas";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Sheet } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { ArchiveProjectDialog } from "./archive-project-dialog";
import { BrownOutSection } from "./brown-out-section";
import { ProjectForm } from "./project-form";
import { projectsQuery } from "./projects-queries";
import { counted } from "./team-words";

export interface ProjectSheetProps {
  projectId: string;
  teamId: string;
  onClose: () => void;
}

/** One project beside its team: its limits, its keys, its name and cost centre. */
export function ProjectSheet({ projectId, teamId, onClose }: ProjectSheetProps) {
  const { data: projects } = useQuery(projectsQuery({ teamId }));
  const project = projects?.find((one) => one.id === projectId);
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={project?.name ?? "Project"}
      {...(project ? { description: `Project of team ${project.team.name}` } : {})}
    >
      {project ? (
        <ProjectBody key={project.id} project={project} />
      ) : projects ? (
        <EmptyState icon={Archive} title="There is no such project here">
          It may be archived, or belong to another team.
        </EmptyState>
      ) : (
        <Skeleton className="h-64" />
      )}
    </Sheet>
  );
}

function ProjectBody({ project }: { project: Project }) {
  const [archiving, setArchiving] = useState(false);
  const may = (action: Project["allowedActions"][number]) => project.allowedActions.includes(action);
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={`/keys?project=${project.id}`}>
            <KeyRound />
            {counted(project.keyCount, "key")}
          </Link>
        </Button>
        {may("create_key") ? (
          <Button asChild variant="primary">
            <Link href={`/keys?issue=${project.id}`}>
              <Plus />
              Issue key
            </Link>
          </Button>
        ) : null}
      </div>
      <ScopeQuotas scope={{ kind: "project", id: project.id, name: project.name }} mayAdd={may("set_quota")} />
      <AliasSection place={{ kind: "project", id: project.id, name: project.name }} mayAdd={may("update")} />
      <BrownOutSection project={project} mayChange={may("update")} />
      <ProjectForm project={project} mayChange={may("update")} />
      {may("archive") ? (
        <div className="flex items-center justify-between gap-4 border-t pt-4">
          <p className="text-muted text-sm">Archiving ends its keys at once. Records and charts stay.</p>
          <Button onClick={() => setArchiving(true)}>
            <Archive />
            Archive project
          </Button>
        </div>
      ) : null}
      {archiving ? <ArchiveProjectDialog project={project} onClose={() => setArchiving(false)} /> : null}
    </div>
  );
}
