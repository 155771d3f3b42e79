import { openAiCompatible } from "./open-ai-compatible";

/** Any server that speaks Chat Completions at an address the operator gives: Ollama, vLLM, LM Studio, a proxy. */
export const openAiCompatibleServer = openAiCompatible({
  id: "openai-compatible",
  title: "OpenAI-compatible server",
  credential: "optional",
});
