import { z } from "zod";
import { instant, named } from "./fields";
import { flag } from "./page";
import { idOf } from "./text";

/** What the runaway guard saw in one key's calls. */
export const runawayFlag = z
  .object({
    id: idOf("flg"),
    key: named,
    project: named,
    team: named,
    kind: z.enum(["slope", "loop"]).meta({
      description: "`slope`: its spend ends a budget's window early. `loop`: it sends one prompt again and again.",
    }),
    reason: z.string().meta({
      example: "It sent the same prompt again and again: about 96% of 143 calls in 5 minutes had the same body.",
    }),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    /** Whether it paused the key. */
    paused: z.boolean(),
    raisedAt: instant,
    resolvedAt: instant.nullable(),
    resolvedBy: named.nullable(),
    /** What the caller may do about it now. */
    allowedActions: z.array(z.enum(["dismiss", "resume"])),
  })
  .meta({ id: "RunawayFlag" });

export const runawayFlagList = z.object({ items: z.array(runawayFlag) }).meta({ id: "RunawayFlagList" });
export const runawayFlagParams = z.object({ flagId: idOf("flg") });
export const listRunawayFlagsQuery = z.object({
  keyId: idOf("key").optional(),
  open: flag.optional().meta({ description: "Only those that wait for a person.", example: "true" }),
});

export type RunawayFlag = z.output<typeof runawayFlag>;
export type ListRunawayFlagsQuery = z.input<typeof listRunawayFlagsQuery>;
