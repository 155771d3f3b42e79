import { chatCompletions } from "./chat-completions";
import { countContentTokens, generateContent, streamGenerateContent } from "./generate-content";
import { messages, messagesCountTokens } from "./messages";
import { plainRead } from "./plain-read";
import { responses, storedResponse } from "./responses";
import { realtime } from "./realtime";
import type { RouteSample } from "./route-sample";

/** By the route's method and path in lib/gateway/routes.ts. A route that is missing here appears in the matrix and fails. */
export const SAMPLES: Readonly<Record<string, RouteSample>> = {
  "POST /chat/completions": chatCompletions,
  "POST /responses": responses,
  "GET /responses/": storedResponse(""),
  "POST /responses/": storedResponse("/cancel"),
  "DELETE /responses/": storedResponse(""),
  "POST /messages": messages,
  "POST /messages/count_tokens": messagesCountTokens,
  "GET /realtime": realtime,
  "POST /models/*:generateContent": generateContent,
  "POST /models/*:streamGenerateContent": streamGenerateContent,
  "POST /models/*:countTokens": countContentTokens,
  "GET /models": plainRead(() => "/models"),
  "GET /models/": plainRead(({ model }) => `/models/${model}`),
  "GET /me": plainRead(() => "/me"),
};
