"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderKanban, Plus } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import type { Project } from "@/lib/admin-api/client/projects";
import type { TeamDetail } from "@/lib/admin-api/client/teams";
import { type MonthSpend, useMonthSpend } from "../quotas/month-spend";
import { SpendCell } from "../quotas/spend-cell";
import { LoadError } from "../shell/load-error";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { columnsOf } from "../ui/data-table-columns";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { CreateProjectDialog } from "./create-project-dialog";
import { projectsQuery } from "./projects-queries";

interface Row {
  project: Project;
  spend: MonthSpend | undefined;
}

const column = columnsOf<Row>();
const hrefOf = ({ project }: Row) => `/teams/${project.team.id}?project=${project.id}`;

const COLUMNS = column.columns([
  column.accessor((row) => row.project.name, {
    id: "name",
    header: "Name",
    cell: ({ row }) => (
      <Link href={hrefOf(row.original)} className="font-medium text-ink hover:underline">
        {row.original.project.name}
      </Link>
    ),
  }),
  column.accessor((row) => row.project.costCentre ?? "", {
    id: "costCentre",
    header: "Cost centre",
    meta: { wide: true },
    cell: ({ getValue }) => <span className="text-muted">{getValue() || "—"}</span>,
  }),
  column.accessor((row) => row.project.keyCount, {
    id: "keys",
    header: "Keys",
    meta: { wide: true },
    cell: ({ row: { original } }) => (
      <Link
        href={`/keys?project=${original.project.id}`}
        className="text-muted tabular-nums hover:text-ink hover:underline"
      >
        {original.project.keyCount}
      </Link>
    ),
  }),
  column.accessor((row) => Number(row.spend?.spentUsd ?? -1), {
    id: "spend",
    header: "Spend this month",
    meta: { className: "w-52" },
    cell: ({ row }) => <SpendCell spend={row.original.spend} />,
  }),
]);

/** The team's projects; each opens beside the page. */
export function TeamProjects({ team }: { team: TeamDetail }) {
  const projects = useQuery(projectsQuery({ teamId: team.id }));
  const spendOf = useMonthSpend("project");
  const [creating, setCreating] = useState(false);
  const rows = useMemo(
    () => projects.data?.map((project): Row => ({ project, spend: spendOf?.(project.id) })),
    [projects.data, spendOf],
  );
  const button = team.allowedActions.includes("create_project") ? (
    <Button size="sm" onClick={() => setCreating(true)}>
      <Plus />
      Create project
    </Button>
  ) : null;
  return (
    <Section
      title="Projects"
      description="Keys are issued in projects; a project's spend is its keys' spend."
      actions={rows && rows.length > 0 ? button : null}
    >
      {projects.error && !projects.data ? (
        <LoadError
          title="Projects could not be loaded"
          error={projects.error}
          onRetry={() => void projects.refetch()}
        />
      ) : (
        <DataTable
          label="Projects"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row.project.id}
          rowHref={hrefOf}
          skeletonRows={3}
          empty={
            <EmptyState icon={FolderKanban} title="No projects yet" action={button} className="py-8">
              A key needs a project. Create one for each application or cost centre.
            </EmptyState>
          }
        />
      )}
      {creating ? <CreateProjectDialog team={team} onClose={() => setCreating(false)} /> : null}
    </Section>
  );
}
