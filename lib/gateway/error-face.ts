import type { CallHead, ErrorFace } from "./endpoint";
import { messagesErrors } from "./endpoints/anthropic-messages/error-face";
import { speaksMessages } from "./endpoints/anthropic-messages/is-spoken";
import { errorFaceFor } from "./endpoints/gemini/error-face";
import { isSpoken } from "./endpoints/gemini/is-spoken";
import { openAiChat } from "./endpoints/openai-chat/endpoint";
import type { Route } from "./routes";

const FACES: readonly { isSpoken(head: CallHead): boolean; face: ErrorFace }[] = [
  { isSpoken: (head) => speaksMessages(head) || isBelow(head.path, "/messages"), face: messagesErrors },
];

/** In whose words the caller is told of errors: its route's, or, where dialects share a path or nothing is there, those it gives away. */
export function errorFaceOf(head: CallHead, route: Route | null): ErrorFace {
  if (route !== null && !route.isShared) return route.endpoint;
  if (isSpoken(head)) return errorFaceFor(head);
  return FACES.find(({ isSpoken }) => isSpoken(head))?.face ?? openAiChat;
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
