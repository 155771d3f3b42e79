import { z } from "zod";
import type { ProviderAdapter } from "../contract";
import { buildRequest, callOf } from "./build-request";
import { drawSide } from "./draw";
import { geminiEmbedSide } from "./embed";
import { listenSide } from "./listen";
import { describeDrawing, describeGemini, describeModel } from "./models";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";
import { buildRelay, countTokens } from "./relay";
import { speakSide } from "./speak";

/** Google's Gemini through its developer API. */
export const gemini: ProviderAdapter = {
  id: "gemini",
  title: "Google Gemini",
  dialect: "gemini",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta",
  credentialSchema: z.object({ apiKey: z.string().trim().min(1, "Give the API key.").max(4096) }),
  environmentVariable: "GEMINI_API_KEY",
  describeModel,
  sizeFacts: (upstreamModel) => ({
    vocabulary: "o200k_base",
    // No public tokenizer; its vocabulary is larger, and counts differ by up to a fifth either way.
    factor: 1.25,
    tokensPerImage: 2_600,
    tokensForTools: 200,
    mostOutputTokens: describeGemini(upstreamModel).maxOutputTokens,
    tokensPerPictureMade: describeDrawing(upstreamModel).mostTokens,
    tokensPerSecondOfSound: 32,
  }),
  buildProbe: ({ baseUrl, credential }) => ({
    method: "GET",
    url: `${baseUrl}/models?pageSize=1`,
    headers: { accept: "application/json", "x-goog-api-key": credential?.reveal() ?? "" },
  }),
  embed: geminiEmbedSide,
  images: drawSide({ callOf, picksFormat: false }),
  speech: speakSide({ callOf }),
  transcribe: listenSide({ buildRequest }),
  chat: { buildRequest, buildRelay, countTokens, readAnswer, readStream, readUsage },
  readFailure,
};
