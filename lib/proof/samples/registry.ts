import { chatCompletions } from "./chat-completions";
import { completions } from "./completions";
import { batchEmbedContents, embedContent, embeddings } from "./embeddings";
import { countContentTokens, generateContent, streamGenerateContent } from "./generate-content";
import { imageEdits, imageGenerations } from "./images";
import { moderations, rerank } from "./judgements";
import { messages, messagesCountTokens } from "./messages";
import { plainRead } from "./plain-read";
import { realtime } from "./realtime";
import { responses, responsesInputTokens, storedResponse } from "./responses";
import type { RouteSample } from "./route-sample";
import { speech, transcriptions } from "./sound";

/** By the route's method and path in lib/gateway/routes.ts. A route that is missing here appears in the matrix and fails. */
export const SAMPLES: Readonly<Record<string, RouteSample>> = {
  "POST /chat/completions": chatCompletions,
  "POST /completions": completions,
  "POST /responses": responses,
  "POST /responses/input_tokens": responsesInputTokens,
  "GET /responses/": storedResponse(""),
  "POST /responses/": storedResponse("/cancel"),
  "DELETE /responses/": storedResponse(""),
  "POST /messages": messages,
  "POST /messages/count_tokens": messagesCountTokens,
  "GET /realtime": realtime,
  "POST /models/*:generateContent": generateContent,
  "POST /models/*:streamGenerateContent": streamGenerateContent,
  "POST /models/*:countTokens": countContentTokens,
  "POST /embeddings": embeddings,
  "POST /models/*:embedContent": embedContent,
  "POST /models/*:batchEmbedContents": batchEmbedContents,
  "POST /moderations": moderations,
  "POST /rerank": rerank,
  "POST /images/generations": imageGenerations,
  "POST /images/edits": imageEdits,
  "POST /audio/speech": speech,
  "POST /audio/transcriptions": transcriptions,
  "GET /models": plainRead(() => "/models"),
  "GET /models/": plainRead(({ model }) => `/models/${model}`),
  "GET /me": plainRead(() => "/me"),
};
