import type { JsonObject } from "@/lib/llm/json";
import type { PromptParts } from "@/lib/sizing/prompt-parts";
import { refuseOtherModels } from "../json/refuse-other-models";
import { textOfPart } from "../multipart/read-multipart";
import type { TaskBody } from "../task-endpoint";
import { invalid } from "./fields";

/** A prompt that is texts and nothing else, for sizing. */
export function textParts(texts: string[], beside: Partial<PromptParts> = {}): PromptParts {
  return {
    texts,
    textBytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    textChars: texts.reduce((sum, text) => sum + text.length, 0),
    messages: 1,
    nodes: 0,
    images: 0,
    soundChars: 0,
    fileChars: 0,
    references: 0,
    schemas: [],
    schemaBytes: 0,
    hasTools: false,
    speaks: false,
    ...beside,
  };
}

/**
 * The plain members of a body, whether it is JSON or a form. Throws AppError `invalid_request` for a field that is there twice,
 * `unsupported_parameter` for one that names another model.
 */
export function fieldsOf(body: TaskBody): JsonObject {
  if (body.kind === "json") return body.json;
  const fields: JsonObject = {};
  for (const part of body.parts) {
    if (part.filename !== null || part.name.endsWith("[]")) continue;
    if (fields[part.name] !== undefined)
      throw invalid(
        part.name.slice(0, 40),
        `The form has the field \`${part.name.slice(0, 40)}\` twice. Send it once.`,
      );
    fields[part.name] = textOfPart(body, part);
  }
  refuseOtherModels(fields);
  return fields;
}

/** The model a body names. Throws AppError `invalid_request`. */
export function modelOf({ model }: JsonObject): string {
  if (typeof model === "string" && model !== "") return model;
  throw invalid("model", "`model` must be a model's name. GET /api/v1/models lists them.");
}

/** A whole number, also in quotes, as forms have it. Throws AppError `invalid_request`. */
export function countField(fields: JsonObject, name: string, max: number): number | null {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  const count = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof count === "number" && Number.isSafeInteger(count) && count >= 1 && count <= max) return count;
  throw invalid(name, `\`${name}\` must be a whole number from 1 to ${max}.`);
}

/** True or false, also in quotes, as forms have it. Throws AppError `invalid_request`. */
export function switchField(fields: JsonObject, name: string): boolean {
  const value = fields[name];
  if (value === undefined || value === null || value === false || value === "false") return false;
  if (value === true || value === "true") return true;
  throw invalid(name, `\`${name}\` must be true or false.`);
}

/** A text that must be there. Throws AppError `invalid_request`. */
export function textField(fields: JsonObject, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw invalid(name, `\`${name}\` must be a text that is not empty.`);
}
