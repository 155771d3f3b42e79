import type { AnswerFormat, ToolChoice, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried, optionalBoolean, optionalList, optionalObject } from "../fields";

/** Every tool the body defines. Throws for a tool that is no function: only its own vendor can run it. */
export function readTools(body: JsonObject): ToolDefinition[] {
  return (optionalList(body, "tools") ?? []).map((value, index) => readTool(value, `tools[${index}]`));
}

function readTool(value: Json, path: string): ToolDefinition {
  const tool = objectOf(value);
  const type = textOf(tool?.type);
  if (type !== undefined && type !== "function") throw notCarried(`${path}.type`, `tools of the type "${type}"`);
  const callee = objectOf(tool?.function);
  const name = textOf(callee?.name);
  if (callee === undefined || name === undefined || name === "") {
    throw invalid(`${path}.function.name`, "Each tool needs a `function` with a `name`.");
  }
  const description = textOf(callee.description);
  const strict = optionalBoolean(callee, "strict");
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: optionalObject(callee, "parameters") ?? { type: "object", properties: {} },
    ...(strict === undefined ? {} : { strict }),
  };
}

/** The tools the model may call: all of them, or those that `tool_choice: allowed_tools` leaves. */
export function offeredTools(body: JsonObject, tools: ToolDefinition[]): ToolDefinition[] {
  const allowed = allowedTools(body);
  if (allowed === undefined) return tools;
  const names = new Set(arrayOf(allowed.tools).map((tool) => nameOfFunction(tool)));
  return tools.filter(({ name }) => names.has(name));
}

/** `tool_choice` in the hub's words; undefined when the caller left it to the model. */
export function readToolChoice(body: JsonObject, tools: ToolDefinition[]): ToolChoice | undefined {
  const value = body.tool_choice;
  if (value === undefined || value === null) return undefined;
  const word = textOf(value) ?? textOf(allowedTools(body)?.mode);
  if (word === "none" || word === "auto" || word === "required") return { kind: word };
  const name = nameOfFunction(value);
  if (name === undefined) {
    if (objectOf(value)?.type === "custom") throw notCarried("tool_choice", "custom tools");
    throw invalid("tool_choice", '`tool_choice` must be "none", "auto", "required" or the function to call.');
  }
  if (!tools.some((tool) => tool.name === name)) {
    throw invalid("tool_choice", `\`tool_choice\` names the function "${name}", which is not in \`tools\`.`);
  }
  return { kind: "named", name };
}

/** `response_format` in the hub's words. A schema's outer `description` moves into the schema, where it means the same. */
export function readAnswerFormat(body: JsonObject): AnswerFormat {
  const format = optionalObject(body, "response_format");
  if (format === undefined || format.type === "text") return { kind: "text" };
  if (format.type === "json_object") return { kind: "json_object" };
  if (format.type !== "json_schema") throw notCarried("response_format.type", "this kind of answer format");
  const outer = objectOf(format.json_schema);
  const name = textOf(outer?.name);
  if (outer === undefined || name === undefined) {
    throw invalid("response_format.json_schema", "`response_format.json_schema` needs a `name` and a `schema`.");
  }
  const description = textOf(outer.description);
  const schema = optionalObject(outer, "schema") ?? {};
  return {
    kind: "json_schema",
    name,
    schema: description === undefined ? schema : { description, ...schema },
    strict: outer.strict === true,
  };
}

function allowedTools(body: JsonObject): JsonObject | undefined {
  return objectOf(objectOf(body.tool_choice)?.allowed_tools);
}

function nameOfFunction(value: Json): string | undefined {
  return textOf(objectOf(objectOf(value)?.function)?.name);
}
