import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { ForeignId } from "../refuse-foreign-id";

/** Files, stores, containers and prompts of the provider's account that a call names. */
export function foreignIds({ input, tools, prompt }: JsonObject): ForeignId[] {
  const items = arrayOf(input).flatMap((value, at) => {
    const item = objectOf(value);
    const parts = [...arrayOf(item?.content), ...arrayOf(item?.output)];
    return parts.flatMap((part) => known(objectOf(part)?.file_id, `input[${at}].file_id`));
  });
  const ofTools = arrayOf(tools).flatMap((value, at) => idsOfTool(objectOf(value) ?? {}, `tools[${at}]`));
  return [...items, ...ofTools, ...known(objectOf(prompt)?.id, "prompt.id")];
}

function idsOfTool(
  { vector_store_ids: stores, container, input_image_mask: mask }: JsonObject,
  path: string,
): ForeignId[] {
  const files = arrayOf(objectOf(container)?.file_ids);
  return [
    ...arrayOf(stores).flatMap((id) => known(id, `${path}.vector_store_ids`)),
    ...files.flatMap((id) => known(id, `${path}.container.file_ids`)),
    ...known(container, `${path}.container`),
    ...known(objectOf(mask)?.file_id, `${path}.input_image_mask.file_id`),
  ];
}

function known(value: unknown, param: string): ForeignId[] {
  const id = textOf(value);
  return id === undefined || id === "" ? [] : [{ id, param }];
}
