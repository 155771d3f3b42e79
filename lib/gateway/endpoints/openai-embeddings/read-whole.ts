import type { EmbedRequest } from "@/lib/llm/embed";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import type { AskedTask, RelayedTask } from "../../task-endpoint";
import { fieldsOf } from "../task-parts";
import { encodingFormat } from "./encoding-format";
import { readVector, writeVector } from "./vectors";

/**
 * A relayed answer. Servers that do not know `encoding_format` answer with numbers, which older clients that asked for base64 would take
 * for broken vectors, so the form is made right here. Null for a body without vectors.
 */
export function readWhole(body: JsonObject, asked: AskedTask<EmbedRequest>): RelayedTask | null {
  if (!Array.isArray(body.data)) return null;
  const format = encodingFormat(fieldsOf(asked.body));
  const isAsAsked = (value: Json) => Array.isArray(objectOf(value)?.embedding) === (format === "float");
  if (body.data.every(isAsAsked)) return {};
  const data: JsonObject[] = [];
  for (const value of body.data) {
    const item = objectOf(value);
    const vector = readVector(item?.embedding);
    if (vector === null) return null;
    data.push({ ...item, embedding: writeVector(vector, format) });
  }
  return { bytes: JSON.stringify({ ...body, data }) };
}
