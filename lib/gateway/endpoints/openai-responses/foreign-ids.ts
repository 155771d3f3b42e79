import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { ForeignId } from "../refuse-foreign-id";

/** Files, stores, containers, skills and prompts of the provider's account that a call names. */
export function foreignIds({ input, tools, prompt }: JsonObject): ForeignId[] {
  const items = arrayOf(input).flatMap((value, at) => {
    const item = objectOf(value);
    const output = objectOf(item?.output);
    const parts = [item, output, ...arrayOf(item?.content), ...arrayOf(item?.output)];
    return [
      ...parts.flatMap((part) => known(objectOf(part)?.file_id, `input[${at}].file_id`)),
      ...idsOfPlace(objectOf(item?.environment), `input[${at}].environment`),
    ];
  });
  const ofTools = arrayOf(tools).flatMap((value, at) => idsOfTool(objectOf(value) ?? {}, `tools[${at}]`));
  return [...items, ...ofTools, ...known(objectOf(prompt)?.id, "prompt.id")];
}

function idsOfTool(
  { vector_store_ids: stores, container, environment, input_image_mask: mask }: JsonObject,
  path: string,
): ForeignId[] {
  return [
    ...arrayOf(stores).flatMap((id) => known(id, `${path}.vector_store_ids`)),
    ...known(container, `${path}.container`),
    ...idsOfPlace(objectOf(container), `${path}.container`),
    ...idsOfPlace(objectOf(environment), `${path}.environment`),
    ...known(objectOf(mask)?.file_id, `${path}.input_image_mask.file_id`),
  ];
}

/** Where code runs, and what is put there. */
function idsOfPlace(place: JsonObject | undefined, path: string): ForeignId[] {
  return [
    ...known(place?.container_id, `${path}.container_id`),
    ...arrayOf(place?.file_ids).flatMap((id) => known(id, `${path}.file_ids`)),
    ...arrayOf(place?.skills).flatMap((skill) => known(objectOf(skill)?.skill_id, `${path}.skills`)),
  ];
}

function known(value: unknown, param: string): ForeignId[] {
  const id = textOf(value);
  return id === undefined || id === "" ? [] : [{ id, param }];
}
