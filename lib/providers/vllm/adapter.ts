import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/**
 * A vLLM server. It takes what OpenAI takes and more (`top_k`, `min_p`, `structured_outputs` pass as the caller named them), tells
 * thoughts as `reasoning` or `reasoning_content`, and takes them back in the history.
 */
export const vllm = openAiCompatible({
  id: "vllm",
  title: "vLLM",
  credential: "optional",
  credentialHint: "Only servers started with --api-key need one.",
  quirks: ["no_metadata"],
  completions: () => true,
  tasks: ["embed", "rerank", "transcribe"],
});
