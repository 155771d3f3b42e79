import type { JsonObject } from "@/lib/llm/json";
import { objectOf } from "@/lib/llm/read-json";
import type { ChatEndpoint } from "./endpoint";
import { openAiChat } from "./endpoints/openai-chat/endpoint";
import { readResponsesShape } from "./endpoints/openai-responses/read-asked";

/**
 * `POST /chat/completions` as callers use it: editors post Responses bodies there and read Chat Completions answers (Cursor, in
 * agent mode). Such a body is never relayed, because the upstream's own Chat Completions would refuse it.
 */
export const chatDoor: ChatEndpoint = {
  ...openAiChat,
  read(body, head) {
    if (!isResponsesBody(body.json)) return openAiChat.read(body, head);
    const includeUsage = objectOf(body.json.stream_options)?.include_usage === true;
    return { ...readResponsesShape(body), includeUsage, isForeign: true };
  },
};

function isResponsesBody({ messages, input }: JsonObject): boolean {
  return (messages === undefined || messages === null) && input !== undefined && input !== null;
}
