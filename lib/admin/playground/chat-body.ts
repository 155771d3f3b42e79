import type { PlaygroundRunInput } from "@/lib/admin-api/schemas/playground";

/** What the playground asks, as a Chat Completions body; what is left out stays the model's own default. */
export function chatBody(input: PlaygroundRunInput): Record<string, unknown> {
  const { model, system, messages, tools, toolChoice, parameters } = input;
  const { temperature, topP, maxTokens, seed, stop, reasoningEffort } = parameters ?? {};
  const body = {
    model,
    messages: system ? [{ role: "system", content: system }, ...messages] : messages,
    tools: tools && tools.length > 0 ? tools.map((fn) => ({ type: "function", function: fn })) : undefined,
    tool_choice: tools && tools.length > 0 ? toolChoice : undefined,
    temperature,
    top_p: topP,
    max_completion_tokens: maxTokens,
    seed,
    stop: stop && stop.length > 0 ? stop : undefined,
    reasoning_effort: reasoningEffort,
    stream: true,
    stream_options: { include_usage: true },
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
