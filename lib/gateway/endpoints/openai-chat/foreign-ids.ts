import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { ForeignId } from "../refuse-foreign-id";

/** Uploaded files that a call names instead of sending them. */
export function foreignIds({ messages }: JsonObject): ForeignId[] {
  return arrayOf(messages).flatMap((message, at) =>
    arrayOf(objectOf(message)?.content).flatMap((part, index) => {
      const id = textOf(objectOf(objectOf(part)?.file)?.file_id);
      return id === undefined ? [] : [{ id, param: `messages[${at}].content[${index}].file.file_id` }];
    }),
  );
}
