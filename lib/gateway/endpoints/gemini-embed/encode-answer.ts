import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import type { AskedTask } from "../../task-endpoint";

/** Vectors as Google gives them: one, or a list for a batch (Gemini API reference, "ContentEmbedding"). */
export function encodeAnswer({ vectors }: EmbedAnswer, { path }: AskedTask<EmbedRequest>): string {
  const embeddings = vectors.map((values) => ({ values }));
  return JSON.stringify(path === ":embedContent" ? { embedding: embeddings[0] ?? { values: [] } } : { embeddings });
}
