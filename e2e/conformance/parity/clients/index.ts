import type { ParityClient } from "../client";
import { aiSdkClients } from "./ai-sdk";
import { anthropicMessages } from "./anthropic-messages";
import { googleGenai } from "./google-genai";
import { langchainClients } from "./langchain";
import { openaiChat } from "./openai-chat";
import { openaiResponses } from "./openai-responses";

/** Every client whose answers are compared. A new one is one file and one line here. */
export const CLIENTS: readonly ParityClient[] = [
  openaiChat,
  openaiResponses,
  anthropicMessages,
  googleGenai,
  ...aiSdkClients,
  ...langchainClients,
];
