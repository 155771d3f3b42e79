import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { ForeignId } from "../refuse-foreign-id";

/** Files, containers and skills of the provider's account that a call names. */
export function foreignIds({ messages, container }: JsonObject): ForeignId[] {
  const files = arrayOf(messages).flatMap((message, at) =>
    idsOfBlocks(objectOf(message)?.content, `messages[${at}].content`),
  );
  const skills = arrayOf(objectOf(container)?.skills).flatMap((value) => {
    const skill = objectOf(value);
    return skill?.type === "anthropic" ? [] : known(skill?.skill_id, "container.skills");
  });
  return [...files, ...known(container, "container"), ...known(objectOf(container)?.id, "container.id"), ...skills];
}

function idsOfBlocks(blocks: unknown, path: string): ForeignId[] {
  return arrayOf(blocks).flatMap((block, at) => idsOfBlock(block, `${path}[${at}]`));
}

/** Also among the blocks of a tool's result and of a document; what a tool was called with is the caller's own JSON. */
function idsOfBlock(value: unknown, path: string): ForeignId[] {
  const block = objectOf(value);
  const source = objectOf(block?.source);
  return [
    ...known(source?.file_id, `${path}.source.file_id`),
    ...known(block?.type === "container_upload" ? block.file_id : undefined, `${path}.file_id`),
    ...idsOfBlocks(source?.content, `${path}.source.content`),
    ...idsOfBlocks(block?.content, `${path}.content`),
  ];
}

function known(value: unknown, param: string): ForeignId[] {
  const id = textOf(value);
  return id === undefined || id === "" ? [] : [{ id, param }];
}
