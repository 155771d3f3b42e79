import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/**
 * OpenAI itself. Its newer models refuse `max_tokens`, so translated calls bound the output with `max_completion_tokens`
 * (API reference, "Create chat completion").
 */
export const openai = openAiCompatible({
  id: "openai",
  title: "OpenAI",
  baseUrl: "https://api.openai.com/v1",
  environmentVariable: "OPENAI_API_KEY",
  outputBound: "max_completion_tokens",
});
