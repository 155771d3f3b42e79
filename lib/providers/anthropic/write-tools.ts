import type { ChatRequest, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { unsupported } from "../unsupported";

const TOOL_NAME = /^[\w-]{1,128}$/;

/** Tool definitions; undefined when there are none. Throws for a name Claude refuses, because answers would carry another. */
export function writeTools({ tools }: ChatRequest, accepts: TargetCapabilities): Json | undefined {
  return tools.length > 0 ? tools.map((tool, index) => writeTool(tool, index, accepts)) : undefined;
}

function writeTool(
  { name, description, parameters, strict }: ToolDefinition,
  index: number,
  accepts: TargetCapabilities,
): JsonObject {
  if (!TOOL_NAME.test(name)) {
    throw unsupported(
      `tools[${index}].function.name`,
      "a tool name with other characters than letters, digits, _ and -",
    );
  }
  return {
    name,
    ...(description === undefined ? {} : { description }),
    input_schema: { type: "object", ...parameters },
    ...(strict === true && accepts.structuredOutput === true ? { strict } : {}),
  };
}

/** `tool_choice` with `disable_parallel_tool_use`; models that refuse to be forced get `auto` (instructions.ts asks in words). */
export function writeToolChoice(request: ChatRequest, accepts: TargetCapabilities): JsonObject | undefined {
  if (request.tools.length === 0) return undefined;
  const { toolChoice, parallelToolCalls } = request;
  const serial = parallelToolCalls === false ? { disable_parallel_tool_use: true } : {};
  switch (toolChoice?.kind) {
    case undefined:
      return parallelToolCalls === false ? { type: "auto", ...serial } : undefined;
    case "none":
      return { type: "none" };
    case "auto":
      return { type: "auto", ...serial };
    case "required":
      return { type: accepts.forcedTool === false ? "auto" : "any", ...serial };
    case "named":
      if (accepts.forcedTool === false) return { type: "auto", ...serial };
      return { type: "tool", name: toolChoice.name, ...serial };
  }
}
