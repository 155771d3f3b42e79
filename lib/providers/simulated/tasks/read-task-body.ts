import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson } from "@/lib/llm/read-json";
import { BadCall } from "../read-call";
import type { TaskCall } from "./task-call";

/** The members of a JSON body, or the fields and files of a form. Throws BadCall. */
export async function readTaskBody(
  body: string | Uint8Array | undefined,
  contentType: string,
): Promise<Pick<TaskCall, "fields" | "files">> {
  if (!contentType.startsWith("multipart/form-data")) {
    const fields = objectOf(parseJson(typeof body === "string" ? body : new TextDecoder().decode(body)));
    if (fields === undefined) throw new BadCall("body", "We could not parse the JSON body of your request.");
    return { fields, files: [] };
  }
  const form = await new Response(typeof body === "string" ? body : new Uint8Array(body ?? []), {
    headers: { "content-type": contentType },
  }).formData();
  const fields: JsonObject = {};
  const files: TaskCall["files"] = [];
  for (const [field, value] of form) {
    if (typeof value === "string") fields[field] = value;
    else files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { fields, files };
}
