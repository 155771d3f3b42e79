import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/**
 * Ollama, on one's own machine or its cloud, through its Chat Completions endpoint and not its native one: callers of the same
 * dialect are relayed byte for byte, and it has tools, pictures, JSON schemas, thinking and usage just so (its docs, "OpenAI
 * compatibility"). The one thing only the native endpoint has is `num_ctx` per call; set `OLLAMA_CONTEXT_LENGTH` on the server, or prompts
 * beyond its default are cut at the front without a word.
 */
export const ollama = openAiCompatible({
  id: "ollama",
  title: "Ollama",
  credential: "optional",
  credentialHint: "Only Ollama's cloud (https://ollama.com/v1) and servers behind a proxy need one.",
  quirks: [
    ...(["max_tokens_only", "no_parallel_tool_calls", "no_top_k", "one_choice"] as const),
    ...(["no_user", "no_metadata", "no_strict_tools"] as const),
  ],
  completions: () => true,
  tasks: ["embed"],
});
