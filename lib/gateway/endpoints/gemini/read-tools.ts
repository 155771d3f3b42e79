import type { ToolChoice, ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { listOf, optionalProto, protoOf } from "./proto";
import { readSchema } from "./read-schema";

/** The functions of a call and how they may be called. */
export interface ReadTools {
  tools: ToolDefinition[];
  toolChoice?: ToolChoice;
}

/** `tools` and `toolConfig`. Throws AppError `unsupported_parameter` for tools that only Google can run. */
export function readTools(body: JsonObject): ReadTools {
  const tools = listOf(body.tools, "tools").flatMap((value, index) => readTool(value, `tools[${index}]`));
  const config = optionalProto(body.toolConfig, "toolConfig");
  const path = "toolConfig.functionCallingConfig";
  const calling = optionalProto(config?.functionCallingConfig, path);
  if (calling === undefined) return { tools };
  const allowed = listOf(calling.allowedFunctionNames, `${path}.allowedFunctionNames`);
  const offered = allowed.length === 0 ? tools : tools.filter(({ name }) => allowed.includes(name));
  if (allowed.length > 0 && offered.length === 0) {
    throw invalid(`${path}.allowedFunctionNames`, "`allowedFunctionNames` names no function that is in `tools`.");
  }
  return { tools: offered, ...choiceOf(calling.mode, offered, allowed.length === 1) };
}

/** `VALIDATED` lets the model choose, as `AUTO` does, and promises arguments that fit: other models have no such switch per call. */
function choiceOf(
  mode: Json | undefined,
  [first]: readonly ToolDefinition[],
  isNamed: boolean,
): { toolChoice?: ToolChoice } {
  switch (mode ?? "MODE_UNSPECIFIED") {
    case "MODE_UNSPECIFIED":
      return {};
    case "AUTO":
    case "VALIDATED":
      return { toolChoice: { kind: "auto" } };
    case "NONE":
      return { toolChoice: { kind: "none" } };
    case "ANY":
      return {
        toolChoice: isNamed && first !== undefined ? { kind: "named", name: first.name } : { kind: "required" },
      };
    default:
      throw invalid("toolConfig.functionCallingConfig.mode", "`mode` must be one of AUTO, ANY, NONE, VALIDATED.");
  }
}

function readTool(value: Json, path: string): ToolDefinition[] {
  const tool = protoOf(value, path);
  const other = Object.keys(tool).find((name) => name !== "functionDeclarations");
  if (other !== undefined) throw notCarried(`${path}.${other}`, `the tool \`${other}\`, which only Google runs`);
  return listOf(tool.functionDeclarations, `${path}.functionDeclarations`).map((declaration, index) =>
    readDeclaration(declaration, `${path}.functionDeclarations[${index}]`),
  );
}

function readDeclaration(value: Json, path: string): ToolDefinition {
  const declaration = protoOf(value, path);
  const name = textOf(declaration.name);
  if (name === undefined || name === "") throw invalid(`${path}.name`, "Each function needs a `name`.");
  if (declaration.behavior === "NON_BLOCKING") throw notCarried(`${path}.behavior`, "functions that do not block");
  const description = textOf(declaration.description);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: readParameters(declaration, path),
  };
}

/** Either spelling: JSON Schema as it is, or Google's own; a function without parameters takes an empty object. */
function readParameters({ parametersJsonSchema: schema, parameters }: JsonObject, path: string): JsonObject {
  if (schema !== undefined && schema !== null) {
    if (typeof schema === "object" && !Array.isArray(schema)) return schema;
    throw invalid(`${path}.parametersJsonSchema`, "`parametersJsonSchema` must be an object.");
  }
  if (parameters === undefined || parameters === null) return { type: "object", properties: {} };
  return readSchema(parameters, `${path}.parameters`);
}
