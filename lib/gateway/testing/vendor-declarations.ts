import type { Message, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { GenerateContentResponse } from "@google/genai";
import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import type { Response, ResponseStreamEvent } from "openai/resources/responses/responses";

/** What `vendor-types.ts` makes schemas of. */
export type VendorChatCompletion = ChatCompletion;
export type VendorChatCompletionChunk = ChatCompletionChunk;
export type VendorResponse = Response;
export type VendorResponseStreamEvent = ResponseStreamEvent;
export type VendorMessage = Message;
export type VendorRawMessageStreamEvent = RawMessageStreamEvent;
/** Without what only the client library computes. */
export type VendorGenerateContentResponse = Omit<
  GenerateContentResponse,
  "text" | "data" | "functionCalls" | "executableCode" | "codeExecutionResult" | "sdkHttpResponse"
>;
