import { openAiCompatible } from "../openai-compatible/open-ai-compatible";
import { describeOpenAi, sizeOpenAi } from "./models";

/**
 * OpenAI itself. Its newer models refuse `max_tokens`, so translated calls bound the output with `max_completion_tokens`
 * (API reference, "Create chat completion").
 */
export const openai = openAiCompatible({
  id: "openai",
  title: "OpenAI",
  baseUrl: "https://api.openai.com/v1",
  environmentVariable: "OPENAI_API_KEY",
  quirks: ["max_completion_tokens", "no_top_k", "no_reasoning_history"],
  sizeFacts: sizeOpenAi,
  describeModel: describeOpenAi,
  responses: () => true,
  realtime: () => true,
  completions: ({ upstreamModel }) => /instruct|^(?:davinci|babbage)-/.test(upstreamModel),
  tasks: ["embed", "moderate", "images", "speech", "transcribe"],
});
