import type { EmbedPurpose, EmbedRequest } from "@/lib/llm/embed";
import type { JsonObject } from "@/lib/llm/json";
import { notCarried, optionalCount, optionalText } from "../fields";

/** Members that are read, or that say nothing of the vectors. */
const KNOWN: ReadonlySet<string> = new Set(["model", "input", "dimensions", "encoding_format", "user", "input_type"]);

/** `input_type`, as several vendors call what vectors are for; OpenAI's own bodies have none. */
const PURPOSES: ReadonlyMap<string, EmbedPurpose> = new Map([
  ["query", "query"],
  ["search_query", "query"],
  ["document", "document"],
  ["passage", "document"],
  ["search_document", "document"],
  ["classification", "classification"],
  ["clustering", "clustering"],
]);

/** An embeddings body for an upstream of another dialect. Throws AppError `unsupported_parameter` for what it cannot take. */
export function readEmbedRequest(json: JsonObject): EmbedRequest {
  const { input } = json;
  const texts = typeof input === "string" ? [input] : Array.isArray(input) ? input : [];
  const strings = texts.filter((text) => typeof text === "string");
  if (strings.length !== texts.length) throw notCarried("input", "tokens of another model; send texts");
  const unknown = Object.keys(json).find((name) => !KNOWN.has(name) && json[name] !== null);
  if (unknown !== undefined) throw notCarried(unknown, "this parameter");
  const dimensions = optionalCount(json, "dimensions");
  const word = optionalText(json, "input_type");
  const purpose = word === undefined ? undefined : PURPOSES.get(word);
  if (word !== undefined && purpose === undefined) throw notCarried("input_type", "this use of vectors");
  return {
    texts: strings,
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}
