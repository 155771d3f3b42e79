import { z } from "zod";
import type { ProviderAdapter } from "../contract";
import { ANTHROPIC_VERSION, buildRequest } from "./build-request";
import { describeClaude } from "./models";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";

/** Claude through the Messages API. */
export const anthropic: ProviderAdapter = {
  id: "anthropic",
  title: "Anthropic",
  dialect: "anthropic-messages",
  baseUrl: "https://api.anthropic.com/v1",
  credentialSchema: z.object({ apiKey: z.string().trim().min(1, "Give the API key.").max(4096) }),
  environmentVariable: "ANTHROPIC_API_KEY",
  describeModel: (upstreamModel) => {
    const { maxOutputTokens, capabilities } = describeClaude(upstreamModel);
    return { maxOutputTokens, capabilities };
  },
  buildProbe: ({ baseUrl, credential }) => ({
    method: "GET",
    url: `${baseUrl}/models?limit=1`,
    headers: {
      accept: "application/json",
      "anthropic-version": ANTHROPIC_VERSION,
      "x-api-key": credential?.reveal() ?? "",
    },
  }),
  chat: { buildRequest, readAnswer, readStream, readUsage },
  readFailure,
};
