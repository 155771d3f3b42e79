import type { ChatRequest, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { unsupported } from "../unsupported";

const TOOL_NAME = /^[\w-]{1,64}$/;

/**
 * `toolConfig`; undefined where no tool is defined and none was called. A conversation in which tools were called is refused without
 * one, so the tools it names are defined again, empty.
 */
export function writeTools(request: ChatRequest, accepts: TargetCapabilities): JsonObject | undefined {
  const tools = request.tools.length > 0 ? request.tools : toolsInHistory(request);
  if (tools.length === 0) return undefined;
  const toolChoice = request.tools.length > 0 ? writeToolChoice(request, accepts) : undefined;
  return { tools: tools.map(writeTool), ...(toolChoice === undefined ? {} : { toolChoice }) };
}

function toolsInHistory({ messages }: ChatRequest): ToolDefinition[] {
  const calls = messages.flatMap(({ content }) => content.filter((block) => block.type === "tool_call"));
  return [...new Set(calls.map(({ name }) => name))].map((name) => ({ name, parameters: {} }));
}

function writeTool({ name, description, parameters }: ToolDefinition, index: number): Json {
  if (!TOOL_NAME.test(name)) {
    throw unsupported(
      `tools[${index}].function.name`,
      "a tool name with other characters than letters, digits, _ and -",
    );
  }
  const inputSchema: JsonObject = { json: { type: "object", ...parameters } };
  return { toolSpec: { name, ...(description === undefined ? {} : { description }), inputSchema } };
}

/** Undefined leaves it to the model; where it may not be forced, or there is no switch, it is asked in words (write-system.ts). */
function writeToolChoice({ toolChoice }: ChatRequest, accepts: TargetCapabilities): JsonObject | undefined {
  const maySay = accepts.forcedTool !== false;
  switch (toolChoice?.kind) {
    case "auto":
      return { auto: {} };
    case "required":
      return maySay ? { any: {} } : { auto: {} };
    case "named":
      return maySay ? { tool: { name: toolChoice.name } } : { auto: {} };
    default:
      return undefined;
  }
}
