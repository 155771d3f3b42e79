import { z } from "zod";
import { instant, named } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { idOf, line } from "./text";

const costCentre = line(60).meta({ description: "For statements.", example: "CC-4711" });

export const project = z
  .object({
    id: idOf("prj"),
    name: z.string().meta({ example: "Query rewriting" }),
    team: named,
    costCentre: z.string().nullable().meta({ example: "CC-4711" }),
    createdAt: instant,
    archivedAt: instant.nullable(),
    /** Virtual keys that are not revoked. */
    keyCount: z.int(),
    /** What the caller may do with it. */
    allowedActions: z.array(z.enum(["update", "archive", "create_key", "set_quota"])),
  })
  .meta({ id: "Project" });

export const projectParams = z.object({ projectId: idOf("prj") });
export const listProjectsQuery = pageQuery.extend({
  teamId: idOf("team").optional(),
  search: search.optional(),
  includeArchived: flag.optional(),
});
export const projectPage = pageOf(project, "ProjectPage");
export const createProjectInput = z
  .strictObject({
    teamId: idOf("team"),
    name: line(80).meta({ example: "Query rewriting" }),
    costCentre: costCentre.nullable().optional(),
  })
  .meta({ id: "CreateProject" });
export const updateProjectInput = z
  .strictObject({ name: line(80).optional(), costCentre: costCentre.nullable().optional() })
  .meta({ id: "UpdateProject" });

export type Project = z.output<typeof project>;
export type ListProjectsQuery = z.input<typeof listProjectsQuery>;
export type CreateProjectInput = z.input<typeof createProjectInput>;
export type UpdateProjectInput = z.input<typeof updateProjectInput>;
