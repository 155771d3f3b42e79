import type { ProjectRow } from "@/db/queries/projects/list-projects";
import type { AdminContext } from "@/lib/admin/context";
import { archiveProject } from "@/lib/admin/projects/archive-project";
import { createProject } from "@/lib/admin/projects/create-project";
import { getProject } from "@/lib/admin/projects/get-project";
import { listProjects } from "@/lib/admin/projects/list-projects";
import { updateProject } from "@/lib/admin/projects/update-project";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/projects";
import { projectView } from "../views/project-view";

const tag = "projects";
const answer = schemas.project;
const render = (project: ProjectRow, context: AdminContext) => projectView(project, context.actor);

export const projectsRoutes = [
  defineRoute({
    method: "get",
    path: "/projects",
    tag,
    summary: "List the projects you may see, by name",
    verb: listProjects,
    query: schemas.listProjectsQuery,
    input: ({ query }) => ({
      teamId: query.teamId ?? null,
      search: query.search ?? null,
      includeArchived: query.includeArchived ?? false,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.projectPage,
    render: ({ items, nextCursor }, { actor }) => ({ items: items.map((row) => projectView(row, actor)), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/projects",
    tag,
    summary: "Create a project in a team",
    verb: createProject,
    body: schemas.createProjectInput,
    input: ({ body }) => ({ teamId: body.teamId, name: body.name, costCentre: body.costCentre ?? null }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "get",
    path: "/projects/{projectId}",
    tag,
    summary: "Show a project",
    verb: getProject,
    params: schemas.projectParams,
    input: ({ params }) => ({ projectId: params.projectId }),
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/projects/{projectId}",
    tag,
    summary: "Change a project's name, cost centre or brown-out ladder",
    verb: updateProject,
    params: schemas.projectParams,
    body: schemas.updateProjectInput,
    input: ({ params, body }) => ({
      projectId: params.projectId,
      name: body.name,
      costCentre: body.costCentre,
      brownOut: body.brownOut,
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/projects/{projectId}/archive",
    tag,
    summary: "Archive a project",
    description: "Its keys stop working at once.",
    verb: archiveProject,
    params: schemas.projectParams,
    input: ({ params }) => ({ projectId: params.projectId }),
    answer,
    render,
  }),
];
