import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { ForeignId } from "../refuse-foreign-id";

/** Files and containers of the provider's account that a call names. */
export function foreignIds({ messages, container }: JsonObject): ForeignId[] {
  const files = arrayOf(messages).flatMap((message, at) =>
    arrayOf(objectOf(message)?.content).flatMap((block, index) =>
      idsOfBlock(block, `messages[${at}].content[${index}]`),
    ),
  );
  return [...files, ...known(container, "container"), ...known(objectOf(container)?.id, "container.id")];
}

/** Also among the blocks of a tool's result; what a tool was called with is the caller's own JSON. */
function idsOfBlock(value: unknown, path: string): ForeignId[] {
  const block = objectOf(value);
  const source = objectOf(block?.source);
  return [
    ...known(source?.type === "file" ? source.file_id : undefined, `${path}.source.file_id`),
    ...known(block?.type === "container_upload" ? block.file_id : undefined, `${path}.file_id`),
    ...(block?.type === "tool_result"
      ? arrayOf(block.content).flatMap((inner, at) => idsOfBlock(inner, `${path}.content[${at}]`))
      : []),
  ];
}

function known(value: unknown, param: string): ForeignId[] {
  const id = textOf(value);
  return id === undefined || id === "" ? [] : [{ id, param }];
}
