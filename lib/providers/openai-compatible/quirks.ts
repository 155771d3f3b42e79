/** Every way we know of in which a server that speaks Chat Completions differs from OpenAI's own; the catalog names them as data. */
export const QUIRKS = {
  no_stream_options: "refuses `stream_options`; usage comes in the last chunk without asking",
  max_completion_tokens: "bounds the answer with `max_completion_tokens` and refuses `max_tokens`",
  max_tokens_only: "bounds the answer with `max_tokens` and takes no notice of `max_completion_tokens`",
  no_parallel_tool_calls: "has no `parallel_tool_calls`; one call at a time is asked for in words",
  tool_choice_any: "says `any` where OpenAI says `required`",
  no_json_schema: "takes no JSON schema for its answer",
  random_seed: "calls the seed `random_seed`",
  no_seed: "has no `seed`",
  no_penalties: "has no presence and frequency penalty",
  no_top_k: "has no `top_k`",
  one_choice: "gives one answer per call",
  no_user: "has no `user`",
  no_metadata: "has no `metadata`",
  no_reasoning_history: "refuses or ignores `reasoning_content` in the history",
  no_strict_tools: "has no `strict` on tools",
  no_names: "refuses `name` on messages",
  text_content: "wants content as a plain string",
  no_model_list: "has no `GET /models`, so a credential cannot be tested without a call",
} as const;

export type Quirk = keyof typeof QUIRKS;

/** How one server's dialect differs from OpenAI's own. */
export type Dialect = ReadonlySet<Quirk>;
