import { asBag, asList, type Dialect, pictureOf, type ScriptedAnswer, type ScriptedUsage, textOf } from "./dialect";

const FINISH = { stop: "stop", length: "length", tool: "tool_calls" } as const;

/** Chat Completions (https://platform.openai.com/docs/api-reference/chat). */
export const openaiChat: Dialect = {
  id: "openai-chat",
  readAsk(path, body) {
    if (!path.endsWith("/chat/completions")) return undefined;
    const bag = asBag(body);
    const messages = asList(bag.messages).map(asBag);
    const lastUser = messages.findLast((message) => message.role === "user");
    return {
      model: String(bag.model),
      streamed: bag.stream === true,
      wantsUsage: asBag(bag.stream_options).include_usage === true,
      toolNames: asList(bag.tools).map((tool) => String(asBag(asBag(tool).function).name)),
      toolResults: messages.filter((message) => message.role === "tool").map((message) => textOf(message.content)),
      userText: textOf(lastUser?.content),
      pictures: messages
        .flatMap((message) => asList(message.content).map(asBag))
        .filter((part) => part.type === "image_url")
        .map((part) => pictureOf(asBag(part.image_url).url)),
    };
  },
  whole(answer, ask) {
    const tools = toolCalls(answer);
    const text = joined(answer, "text");
    const thought = joined(answer, "thought");
    const message = {
      role: "assistant",
      content: text === "" ? null : text,
      refusal: null,
      ...(thought === "" ? {} : { reasoning_content: thought }),
      ...(tools.length > 0 ? { tool_calls: tools } : {}),
    };
    return {
      id: "chatcmpl-faulty",
      object: "chat.completion",
      created: 1_760_000_000,
      model: ask.model,
      choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH[answer.finish] }],
      ...(answer.usage === null ? {} : { usage: usageOf(answer.usage) }),
    };
  },
  frames(answer, ask) {
    const usage = ask.wantsUsage && answer.usage !== null ? answer.usage : null;
    const chunk = (choices: unknown[], extra: object = {}) =>
      frame({
        id: "chatcmpl-faulty",
        object: "chat.completion.chunk",
        created: 1_760_000_000,
        model: ask.model,
        choices,
        ...(usage === null ? {} : { usage: null }),
        ...extra,
      });
    const delta = (body: object, finish: string | null = null) =>
      chunk([{ index: 0, delta: body, finish_reason: finish }]);
    const usageChunk = usage === null ? [] : [chunk([], { usage: usageOf(usage) })];
    return [
      delta({ role: "assistant", content: "" }),
      ...contentDeltas(answer).map((body) => delta(body)),
      delta({}, FINISH[answer.finish]),
      ...Array.from({ length: answer.usageRepeats }, () => usageChunk).flat(),
      "data: [DONE]\n\n",
    ];
  },
  errorBody: (status, message) => ({ error: { message, type: errorType(status), code: null, param: null } }),
  errorFrame: (message) => frame({ error: { message, type: "server_error", code: "server_error", param: null } }),
};

function frame(body: object): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

function errorType(status: number): string {
  if (status === 401) return "authentication_error";
  if (status === 429) return "rate_limit_error";
  return status < 500 ? "invalid_request_error" : "server_error";
}

function joined({ parts }: ScriptedAnswer, type: "text" | "thought"): string {
  return parts.flatMap((part) => (part.type === type ? part.pieces : [])).join("");
}

function toolCalls(answer: ScriptedAnswer) {
  return answer.parts
    .filter((part) => part.type === "tool")
    .map((part, index) => ({
      id: `call_${index + 1}`,
      type: "function",
      function: { name: part.name, arguments: part.argumentPieces.join("") },
    }));
}

function contentDeltas(answer: ScriptedAnswer): object[] {
  let toolIndex = -1;
  return answer.parts.flatMap((part): object[] => {
    if (part.type === "text") return part.pieces.map((content) => ({ content }));
    if (part.type === "thought") return part.pieces.map((thought) => ({ reasoning_content: thought }));
    toolIndex += 1;
    const index = toolIndex;
    const opening = { index, id: `call_${index + 1}`, type: "function", function: { name: part.name, arguments: "" } };
    const pieces = part.argumentPieces.map((json) => ({ index, function: { arguments: json } }));
    return [opening, ...pieces].map((call) => ({ tool_calls: [call] }));
  });
}

function usageOf(usage: ScriptedUsage) {
  const total =
    typeof usage.input === "number" && typeof usage.output === "number" ? usage.input + usage.output : "NaN";
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: total,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0 },
  };
}
