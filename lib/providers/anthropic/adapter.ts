import { z } from "zod";
import type { ProviderAdapter } from "../contract";
import { ANTHROPIC_VERSION, buildRequest, FALLBACK_MAX_TOKENS } from "./build-request";
import { describeClaude } from "./models";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";
import { buildRelay, countTokens } from "./relay";

/** Claude through the Messages API. */
export const anthropic: ProviderAdapter = {
  id: "anthropic",
  title: "Anthropic",
  dialect: "anthropic-messages",
  baseUrl: "https://api.anthropic.com/v1",
  credentialSchema: z.object({ apiKey: z.string().trim().min(1, "Give the API key.").max(4096) }),
  environmentVariable: "ANTHROPIC_API_KEY",
  describeModel: (upstreamModel) => {
    const { maxOutputTokens, capabilities, source } = describeClaude(upstreamModel);
    return { maxOutputTokens, capabilities, ...(source === undefined ? {} : { source }) };
  },
  sizeFacts: (upstreamModel) => ({
    vocabulary: "o200k_base",
    // No public tokenizer. Prose and code make up to 1.2 times as many tokens as o200k_base, since Opus 4.7 up to 1.35 times that.
    factor: 1.65,
    tokensPerImage: 4_800,
    tokensForTools: 700,
    mostOutputTokens: describeClaude(upstreamModel).maxOutputTokens ?? FALLBACK_MAX_TOKENS,
  }),
  buildProbe: ({ baseUrl, credential }) => ({
    method: "GET",
    url: `${baseUrl}/models?limit=1`,
    headers: {
      accept: "application/json",
      "anthropic-version": ANTHROPIC_VERSION,
      "x-api-key": credential?.reveal() ?? "",
    },
  }),
  chat: { buildRequest, buildRelay, countTokens, readAnswer, readStream, readUsage },
  readFailure,
};
