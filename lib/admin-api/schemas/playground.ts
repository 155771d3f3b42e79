import { z } from "zod";
import { instant, named } from "./fields";
import { idOf, line } from "./text";

const LONGEST_TEXT = 1_000_000;
const text = z.string().max(LONGEST_TEXT);

const part = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text }),
  z.strictObject({
    type: z.literal("image_url"),
    image_url: z.strictObject({
      url: z
        .string()
        .max(8_000_000)
        .regex(/^data:image\/(png|jpeg|gif|webp);base64,/, "must be a data: URL of a PNG, JPEG, GIF or WebP picture"),
    }),
  }),
]);

const toolCall = z.strictObject({
  id: z.string().max(200),
  type: z.literal("function"),
  function: z.strictObject({ name: z.string().max(200), arguments: text }),
});

/** One turn, as Chat Completions writes it. */
export const playgroundMessage = z
  .discriminatedUnion("role", [
    z.strictObject({ role: z.literal("user"), content: z.union([text, z.array(part).min(1).max(20)]) }),
    z.strictObject({
      role: z.literal("assistant"),
      content: text.nullable(),
      tool_calls: z.array(toolCall).max(50).optional(),
    }),
    z.strictObject({ role: z.literal("tool"), tool_call_id: z.string().max(200), content: text }),
  ])
  .meta({ id: "PlaygroundMessage" });

export const playgroundTool = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "may have letters, digits, _ and -"),
    description: z.string().max(4000).optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "PlaygroundTool", description: "A function the model may ask for. Nothing runs it: its call is shown." });

export const playgroundParameters = z
  .strictObject({
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().min(0).max(1).optional(),
    maxTokens: z.int().min(1).max(1_000_000).optional(),
    seed: z.int().optional(),
    stop: z.array(z.string().min(1).max(200)).max(4).optional(),
    reasoningEffort: z.enum(["minimal", "low", "medium", "high"]).optional(),
  })
  .meta({ id: "PlaygroundParameters" });

const asked = {
  system: text.optional(),
  tools: z.array(playgroundTool).max(50).optional(),
  parameters: playgroundParameters.optional(),
};

export const playgroundRunInput = z
  .strictObject({
    projectId: idOf("prj").meta({ description: "Its limits hold, and it pays." }),
    model: line(200).meta({ example: "gpt-5-mini" }),
    ...asked,
    messages: z.array(playgroundMessage).min(1).max(400),
    toolChoice: z.enum(["auto", "none", "required"]).optional(),
  })
  .meta({ id: "PlaygroundRun" });

const tokenCounts = z.record(z.string(), z.int());

/** What is kept of a column: its model, what was said, and the calls behind it. */
const column = z.strictObject({
  model: line(200),
  messages: z.array(playgroundMessage).max(400),
  runs: z
    .array(
      z.strictObject({
        requestId: idOf("req").nullable(),
        firstTokenMs: z.number().nullable(),
        totalMs: z.number().nullable(),
        tokens: tokenCounts.nullable(),
        costUsd: z.string().max(40).nullable(),
      }),
    )
    .max(400),
});

export const playgroundContent = z
  .strictObject({ ...asked, columns: z.array(column).min(1).max(4) })
  .meta({ id: "PlaygroundContent" });

export const shareConversationInput = z
  .strictObject({ projectId: idOf("prj"), title: line(120), content: playgroundContent })
  .meta({ id: "ShareConversation" });

export const playgroundShare = z
  .object({
    id: idOf("pgs"),
    title: z.string(),
    team: named,
    project: named,
    createdBy: named,
    createdAt: instant,
    allowedActions: z.array(z.enum(["remove"])),
  })
  .meta({ id: "PlaygroundShare" });

export const playgroundShareDetail = playgroundShare
  .extend({ content: playgroundContent })
  .meta({ id: "PlaygroundShareDetail" });

export const shareParams = z.object({ shareId: idOf("pgs") });
export const playgroundShareList = z.object({ items: z.array(playgroundShare) }).meta({ id: "PlaygroundShareList" });

export type PlaygroundMessage = z.output<typeof playgroundMessage>;
export type PlaygroundTool = z.output<typeof playgroundTool>;
export type PlaygroundParameters = z.output<typeof playgroundParameters>;
export type PlaygroundRunInput = z.output<typeof playgroundRunInput>;
export type PlaygroundContent = z.output<typeof playgroundContent>;
export type ShareConversationInput = z.output<typeof shareConversationInput>;
export type PlaygroundShare = z.output<typeof playgroundShare>;
export type PlaygroundShareDetail = z.output<typeof playgroundShareDetail>;
