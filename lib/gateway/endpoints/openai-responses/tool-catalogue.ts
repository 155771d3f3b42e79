import type { ToolDefinition } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried, optionalBoolean, optionalList, optionalObject } from "../fields";

/** A tool as the caller knows it. */
export interface CallersTool {
  kind: "function" | "custom";
  name: string;
  namespace?: string;
}

/** The caller's tools under the names the hub calls them by: namespaces are flattened, grammar tools become functions. */
export interface ToolCatalogue {
  definitions: ToolDefinition[];
  /** By the hub's name. */
  tools: ReadonlyMap<string, CallersTool>;
}

const MOST_NAME_CHARS = 64;
/** Tools that only make an answer better where the vendor can run them (Codex offers them always); without them nothing is lost but that. */
const DISPENSABLE = /^web_search(_preview)?(_\d{4}_\d{2}_\d{2})?$/;
const CUSTOM_PARAMETERS: JsonObject = {
  type: "object",
  properties: { input: { type: "string" } },
  required: ["input"],
  additionalProperties: false,
};

/**
 * Every tool of a body: `tools`, and those that come later as an `additional_tools` item of the input. Throws AppError naming the
 * tool only its own vendor can run.
 */
export function readToolCatalogue(body: JsonObject): ToolCatalogue {
  const builder = new CatalogueBuilder();
  for (const [index, tool] of (optionalList(body, "tools") ?? []).entries()) builder.add(tool, `tools[${index}]`);
  for (const [index, value] of arrayOf(body.input).entries()) {
    const item = objectOf(value);
    if (item?.type !== "additional_tools") continue;
    for (const [at, tool] of arrayOf(item.tools).entries()) builder.add(tool, `input[${index}].tools[${at}]`);
  }
  return builder;
}

/** The hub's name of a call in the history: the tool's, or for one that is no longer offered the name it would have. */
export function hubNameOf(catalogue: ToolCatalogue, called: { name: string; namespace?: string | undefined }): string {
  for (const [hubName, tool] of catalogue.tools) {
    if (tool.name === called.name && tool.namespace === called.namespace) return hubName;
  }
  return flatName(called);
}

function flatName({ name, namespace }: { name: string; namespace?: string | undefined }): string {
  return (namespace === undefined ? name : `${namespace}__${name}`).slice(0, MOST_NAME_CHARS);
}

class CatalogueBuilder implements ToolCatalogue {
  readonly definitions: ToolDefinition[] = [];
  readonly tools = new Map<string, CallersTool>();

  add(value: Json, path: string, namespace?: string): void {
    const tool = objectOf(value);
    // Editors send tools in Anthropic's shape, which has no type.
    const type = textOf(tool?.type) ?? (tool?.name === undefined ? undefined : "function");
    if (tool === undefined || type === undefined) throw invalid(path, "Each tool must be an object with a `type`.");
    if (DISPENSABLE.test(type)) return;
    if (type === "namespace" && namespace === undefined) {
      this.#addNamespace(tool, path);
      return;
    }
    if (type !== "function" && type !== "custom") throw notCarried(`${path}.type`, `tools of the type "${type}"`);
    const name = nameOf(tool, path);
    const hubName = this.#freeName(namespace === undefined ? { name } : { name, namespace });
    this.tools.set(hubName, { kind: type, name, ...(namespace === undefined ? {} : { namespace }) });
    this.definitions.push(type === "custom" ? customTool(tool, hubName) : functionTool(tool, hubName));
  }

  #addNamespace(tool: JsonObject, path: string): void {
    const namespace = nameOf(tool, path);
    for (const [index, inner] of (optionalList(tool, "tools") ?? []).entries()) {
      this.add(inner, `${path}.tools[${index}]`, namespace);
    }
  }

  #freeName(tool: { name: string; namespace?: string }): string {
    const wanted = flatName(tool);
    let name = wanted;
    for (let count = 2; this.tools.has(name); count++) {
      const mark = `_${count}`;
      name = wanted.slice(0, MOST_NAME_CHARS - mark.length) + mark;
    }
    return name;
  }
}

function nameOf(tool: JsonObject, path: string): string {
  // The shape of Chat Completions, with the function one level down, is a common mistake and means the same.
  const name = textOf(tool.name) ?? textOf(objectOf(tool.function)?.name);
  if (name === undefined || name === "") throw invalid(`${path}.name`, "Each tool needs a `name`.");
  return name;
}

function functionTool(tool: JsonObject, name: string): ToolDefinition {
  const callee = objectOf(tool.function) ?? tool;
  const description = textOf(callee.description);
  const strict = optionalBoolean(callee, "strict");
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parameters: optionalObject(callee, "parameters") ??
      optionalObject(callee, "input_schema") ?? { type: "object", properties: {} },
    ...(strict === undefined ? {} : { strict }),
  };
}

/** The grammar cannot be enforced elsewhere, so the model is told of it. */
function customTool(tool: JsonObject, name: string): ToolDefinition {
  const format = objectOf(tool.format);
  const grammar = format?.type === "grammar" ? textOf(format.definition) : undefined;
  const told = [
    textOf(tool.description),
    grammar === undefined
      ? undefined
      : `\`input\` must match this ${textOf(format?.syntax) ?? "lark"} grammar:\n${grammar}`,
  ].filter((text) => text !== undefined && text !== "");
  return {
    name,
    ...(told.length === 0 ? {} : { description: told.join("\n\n") }),
    parameters: CUSTOM_PARAMETERS,
  };
}
