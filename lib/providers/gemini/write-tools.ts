import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { unsupported } from "../unsupported";

const TOOL_NAME = /^[A-Za-z_][\w.:-]{0,127}$/;

/** All functions in one tool, with their parameters as full JSON Schema (the older `parameters` takes a subset of OpenAPI). */
export function writeTools({ tools }: ChatRequest): Json | undefined {
  if (tools.length === 0) return undefined;
  const functionDeclarations = tools.map(({ name, description, parameters }, index): JsonObject => {
    if (!TOOL_NAME.test(name)) {
      throw unsupported(`tools[${index}].function.name`, "a tool name that does not begin with a letter or _");
    }
    return { name, ...(description === undefined ? {} : { description }), parametersJsonSchema: parameters };
  });
  return [{ functionDeclarations }];
}

/** How functions may be called; `VALIDATED` holds calls to their schema where a tool asks to be strict. */
export function writeToolConfig({ tools, toolChoice }: ChatRequest): JsonObject | undefined {
  if (tools.length === 0) return undefined;
  const strict = tools.some((tool) => tool.strict === true);
  switch (toolChoice?.kind) {
    case undefined:
      return strict ? calling({ mode: "VALIDATED" }) : undefined;
    case "auto":
      return calling({ mode: strict ? "VALIDATED" : "AUTO" });
    case "none":
      return calling({ mode: "NONE" });
    case "required":
      return calling({ mode: "ANY" });
    case "named":
      return calling({ mode: "ANY", allowedFunctionNames: [toolChoice.name] });
  }
}

function calling(functionCallingConfig: JsonObject): JsonObject {
  return { functionCallingConfig };
}
