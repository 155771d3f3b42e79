import { countOf, objectOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import { type ReportedUsage, servedAs } from "@/lib/llm/usage";

/**
 * Usage of a chat.completion body or chunk in disjoint classes; undefined when it carries none or none that can be trusted
 * (a total that is missing, negative or not a whole number).
 * `prompt_tokens` includes cached, cache-write, audio and image tokens, `completion_tokens` includes reasoning and audio
 * (OpenAI API reference, "usage"). Dialects: DeepSeek `prompt_cache_hit_tokens`, Mistral `num_cached_tokens`, Groq `x_groq.usage`.
 */
export function readUsage(chunk: unknown): ReportedUsage | undefined {
  const body = objectOf(chunk);
  if (body === undefined) return undefined;
  const usage = objectOf(body.usage) ?? objectOf(objectOf(body.x_groq)?.usage);
  if (usage === undefined) return undefined;
  const input = countOf(usage.prompt_tokens);
  const completion = countOf(usage.completion_tokens);
  if (input === undefined || completion === undefined) return undefined;

  const prompt = objectOf(usage.prompt_tokens_details);
  const made = objectOf(usage.completion_tokens_details);
  const reasoning = countOf(made?.reasoning_tokens);
  const counts = splitUsage({
    input,
    output: completion + reasoningOnTop(input, completion, reasoning, usage.total_tokens),
    cacheRead:
      countOf(prompt?.cached_tokens) ?? countOf(usage.prompt_cache_hit_tokens) ?? countOf(usage.num_cached_tokens),
    cacheWrite: countOf(prompt?.cache_write_tokens),
    cacheWriteLong: countOf(objectOf(prompt?.cache_write_tokens_details)?.ttl_12h_tokens),
    audioInput: countOf(prompt?.audio_tokens),
    image: countOf(prompt?.image_tokens),
    reasoning,
    audioOutput: countOf(made?.audio_tokens),
  });
  return servedAs(counts, body.service_tier);
}

/** Some servers leave reasoning out of `completion_tokens` and only in the total; then the three add up exactly. */
function reasoningOnTop(input: number, completion: number, reasoning: number | undefined, total: unknown): number {
  if (reasoning === undefined || reasoning === 0) return 0;
  return countOf(total) === input + completion + reasoning ? reasoning : 0;
}
