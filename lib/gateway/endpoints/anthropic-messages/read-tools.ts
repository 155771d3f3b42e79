import type { AnswerFormat, ChatRequest, ToolChoice, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried, optionalBoolean, optionalList, optionalObject } from "../fields";

/** Every tool the body defines. Throws for one that is Anthropic's own: only there it can be understood or run. */
export function readTools(body: JsonObject): ToolDefinition[] {
  return (optionalList(body, "tools") ?? []).map((value, index) => readTool(value, `tools[${index}]`));
}

function readTool(value: Json, path: string): ToolDefinition {
  const tool = objectOf(value);
  const type = textOf(tool?.type);
  if (type !== undefined && type !== "custom") throw notCarried(`${path}.type`, `tools of the type "${type}"`);
  const name = textOf(tool?.name);
  if (tool === undefined || name === undefined || name === "")
    throw invalid(`${path}.name`, "Each tool needs a `name`.");
  const description = textOf(tool.description);
  const strict = optionalBoolean(tool, "strict");
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: optionalObject(tool, "input_schema") ?? { type: "object", properties: {} },
    ...(strict === undefined ? {} : { strict }),
  };
}

/** `tool_choice` with its `disable_parallel_tool_use`, in the hub's words. */
export function readToolChoice(
  body: JsonObject,
  tools: readonly ToolDefinition[],
): Pick<ChatRequest, "toolChoice" | "parallelToolCalls"> {
  const choice = optionalObject(body, "tool_choice");
  if (choice === undefined) return {};
  const serial = choice.disable_parallel_tool_use === true ? { parallelToolCalls: false } : {};
  return { toolChoice: kindOf(choice, tools), ...serial };
}

function kindOf(choice: JsonObject, tools: readonly ToolDefinition[]): ToolChoice {
  switch (choice.type) {
    case "auto":
    case "none":
      return { kind: choice.type };
    case "any":
      return { kind: "required" };
    case "tool": {
      const tool = tools.find(({ name }) => name === choice.name);
      if (tool === undefined) throw invalid("tool_choice.name", "`tool_choice` names a tool that is not in `tools`.");
      return { kind: "named", name: tool.name };
    }
    default:
      throw invalid("tool_choice.type", "`tool_choice.type` must be one of auto, any, tool, none.");
  }
}

/** `output_config.format` (or the older `output_format`) in the hub's words. The schema has no name here, and needs one elsewhere. */
export function readAnswerFormat(body: JsonObject): AnswerFormat {
  const config = optionalObject(body, "output_config");
  const format = objectOf(config?.format) ?? objectOf(body.output_format);
  if (format === undefined) return { kind: "text" };
  if (format.type !== "json_schema") throw notCarried("output_config.format.type", "this kind of answer format");
  const schema = optionalObject(format, "schema");
  if (schema === undefined) throw invalid("output_config.format.schema", "`output_config.format` needs a `schema`.");
  return { kind: "json_schema", name: "output", schema, strict: true };
}
