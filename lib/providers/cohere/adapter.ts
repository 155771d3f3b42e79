import { z } from "zod";
import type { ProviderAdapter } from "../contract";
import { buildRequest } from "./build-request";
import { cohereEmbedSide } from "./embed";
import { describeCohere } from "./models";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";
import { cohereRerankSide } from "./rerank";

/** Cohere through the second version of its chat API. */
export const cohere: ProviderAdapter = {
  id: "cohere",
  title: "Cohere",
  dialect: "cohere-chat",
  baseUrl: "https://api.cohere.com",
  credentialSchema: z.object({ apiKey: z.string().trim().min(1, "Give the API key.").max(4096) }),
  environmentVariable: "COHERE_API_KEY",
  describeModel: describeCohere,
  sizeFacts: (upstreamModel) => ({
    vocabulary: "o200k_base",
    // Its vocabulary of 256,000 entries is larger; counts of prose differ by up to a fifth either way.
    factor: 1.25,
    tokensPerImage: 3_400,
    // Tools are rendered into a long preamble of its own.
    tokensForTools: 1_200,
    mostOutputTokens: describeCohere(upstreamModel).maxOutputTokens,
  }),
  buildProbe: ({ baseUrl, credential }) => ({
    method: "GET",
    url: `${baseUrl}/v1/models?page_size=1`,
    headers: { accept: "application/json", authorization: `Bearer ${credential?.reveal() ?? ""}` },
  }),
  embed: cohereEmbedSide,
  rerank: cohereRerankSide,
  chat: { buildRequest, readAnswer, readStream, readUsage },
  readFailure,
};
