import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { isUploadedFile } from "@/lib/providers/gemini/uploaded-file";
import { maySay } from "../../json/may-say";
import { refuseDoubled } from "../../json/refuse-doubled";

/** Without one of these a call names nothing. */
const NAMING = ["fileUri", "file_uri", "fileSearch", "file_search", "retrieval"];

/**
 * Objects of the provider's account (cached content, uploaded files, stores that are searched) are not made through Gatehouse, so nobody
 * here owns them. `json` has its top level in camelCase; below it, either spelling counts. Throws AppError `unsupported_parameter`, and
 * `invalid_json` where such a call could be read in two ways.
 */
export function refuseForeignObjects(json: JsonObject, bytes: Buffer): void {
  if (json.cachedContent !== undefined && json.cachedContent !== null) {
    throw notOwned("cachedContent", "Cached content is shared by all callers of a provider");
  }
  if (!maySay(bytes, NAMING)) return;
  refuseDoubled(bytes);
  for (const [index, content] of arrayOf(json.contents).entries()) {
    refuseUploads(objectOf(content)?.parts, `contents[${index}].parts`);
  }
  refuseUploads(objectOf(json.systemInstruction)?.parts, "systemInstruction.parts");
  for (const [index, tool] of arrayOf(json.tools).entries()) refuseStores(objectOf(tool) ?? {}, `tools[${index}]`);
}

/** Also among the parts of a function's response. */
function refuseUploads(parts: unknown, path: string): void {
  for (const [index, part] of arrayOf(parts).entries()) {
    const files = either(objectOf(part), "fileData", "file_data");
    const uris = files.flatMap((file) => either(objectOf(file), "fileUri", "file_uri"));
    if (uris.some((uri) => isUploadedFile(textOf(uri) ?? ""))) {
      throw notOwned(`${path}[${index}].fileData.fileUri`, "Uploaded files are shared by all callers of a provider");
    }
    for (const response of either(objectOf(part), "functionResponse", "function_response")) {
      refuseUploads(objectOf(response)?.parts, `${path}[${index}].functionResponse.parts`);
    }
  }
}

function refuseStores(tool: JsonObject, path: string): void {
  if (either(tool, "fileSearch", "file_search").length > 0)
    throw notOwned(`${path}.fileSearch`, "Stores of files are shared by all callers of a provider");
  if (either(tool, "retrieval", "retrieval").length > 0)
    throw notOwned(`${path}.retrieval`, "Data stores are shared by all callers of a provider");
}

function either(holder: JsonObject | undefined, camel: string, snake: string): Json[] {
  return [holder?.[camel], holder?.[snake]].filter((value) => value !== undefined && value !== null);
}

function notOwned(param: string, why: string): AppError {
  return new AppError(
    "unsupported_parameter",
    `${why} and cannot be used through Gatehouse. Send the content itself.`,
    {
      param,
    },
  );
}
