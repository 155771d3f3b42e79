import { z } from "zod";
import { instant, named } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { idOf, line } from "./text";

const costCentre = line(60).meta({ description: "For statements.", example: "CC-4711" });

const atPercent = z.int().min(1).max(100).meta({
  description: "How much of the project's tightest hard quota is used up.",
  example: 80,
});

const brownOutStep = z.discriminatedUnion("action", [
  z.strictObject({ atPercent, action: z.literal("warn") }),
  z.strictObject({ atPercent, action: z.literal("lower_max_tokens"), maxTokens: z.int().min(1).max(10_000_000) }),
  z.strictObject({ atPercent, action: z.literal("cheaper_model"), model: z.string().min(1).max(128) }),
]);

const brownOut = z
  .array(brownOutStep)
  .max(10)
  .meta({
    description: "What happens when the budget runs low, in ascending order of percent; empty is nothing.",
    example: [{ atPercent: 80, action: "warn" }],
  });

const ascendingBrownOut = brownOut.superRefine((steps, context) => {
  for (const [index, step] of steps.entries()) {
    if (index === 0 || step.atPercent > (steps[index - 1]?.atPercent ?? 0)) continue;
    context.addIssue({ code: "custom", path: [index, "atPercent"], message: "must be above the step before" });
  }
});

export const project = z
  .object({
    id: idOf("prj"),
    name: z.string().meta({ example: "Query rewriting" }),
    team: named,
    costCentre: z.string().nullable().meta({ example: "CC-4711" }),
    brownOut,
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
  .strictObject({
    name: line(80).optional(),
    costCentre: costCentre.nullable().optional(),
    brownOut: ascendingBrownOut.optional(),
  })
  .meta({ id: "UpdateProject" });

export type BrownOutStepView = z.output<typeof brownOutStep>;
export type Project = z.output<typeof project>;
export type ListProjectsQuery = z.input<typeof listProjectsQuery>;
export type CreateProjectInput = z.input<typeof createProjectInput>;
export type UpdateProjectInput = z.input<typeof updateProjectInput>;
