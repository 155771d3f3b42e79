import type { JsonObject } from "@/lib/llm/json";
import { optionalWord } from "../fields";

/** How the caller wants its vectors. Throws AppError `invalid_request` for a form there is not. */
export function encodingFormat(body: JsonObject): "float" | "base64" {
  return optionalWord(body, "encoding_format", ["float", "base64"]) ?? "float";
}
