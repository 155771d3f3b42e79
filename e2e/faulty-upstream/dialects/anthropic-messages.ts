import { asBag, asList, type Dialect, pictureOf, type ScriptedPart, type ScriptedUsage, textOf } from "./dialect";

const STOP_REASON = { stop: "end_turn", length: "max_tokens", tool: "tool_use" } as const;

/** Messages (https://docs.anthropic.com/en/api/messages): every event has its `event:` line. */
export const anthropicMessages: Dialect = {
  id: "anthropic-messages",
  readAsk(path, body) {
    if (!path.endsWith("/messages")) return undefined;
    const bag = asBag(body);
    const messages = asList(bag.messages).map(asBag);
    const blocks = messages.flatMap((message) => asList(message.content)).map(asBag);
    const lastUser = messages.findLast((message) => message.role === "user");
    return {
      model: String(bag.model),
      streamed: bag.stream === true,
      wantsUsage: true,
      toolNames: asList(bag.tools).map((tool) => String(asBag(tool).name)),
      toolResults: blocks.filter((block) => block.type === "tool_result").map((block) => textOf(block.content)),
      userText: textOf(lastUser?.content),
      pictures: blocks
        .filter((block) => block.type === "image")
        .map((block) => pictureOf(asBag(block.source).data ?? asBag(block.source).url)),
    };
  },
  whole: (answer, ask) => ({
    ...envelope(ask.model, answer.parts.map(wholeBlock)),
    stop_reason: STOP_REASON[answer.finish],
    ...(answer.usage === null ? {} : { usage: usageOf(answer.usage) }),
  }),
  frames(answer, ask) {
    const message = {
      ...envelope(ask.model, []),
      ...(answer.usage === null ? {} : { usage: { ...usageOf(answer.usage), output_tokens: 1 } }),
    };
    const ending = event("message_delta", {
      delta: { stop_reason: STOP_REASON[answer.finish], stop_sequence: null },
      ...(answer.usage === null ? {} : { usage: endUsageOf(answer.usage) }),
    });
    return [
      event("message_start", { message }),
      ...answer.parts.flatMap(blockFrames),
      ...Array.from({ length: answer.usageRepeats }, () => ending),
      event("message_stop", {}),
    ];
  },
  errorBody: (status, message) => ({
    type: "error",
    error: { type: errorType(status), message },
    request_id: "req_up",
  }),
  errorFrame: (message) => event("error", { error: { type: "overloaded_error", message } }),
};

function event(type: string, body: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
}

function envelope(model: string, content: unknown[]) {
  return {
    id: "msg_faulty",
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason: null,
    stop_sequence: null,
  };
}

function wholeBlock(part: ScriptedPart, index: number): object {
  if (part.type === "text") return { type: "text", text: part.pieces.join("") };
  if (part.type === "thought") return { type: "thinking", thinking: part.pieces.join(""), signature: part.proof };
  const input: unknown = JSON.parse(part.argumentPieces.join(""));
  return { type: "tool_use", id: `toolu_${index + 1}`, name: part.name, input };
}

function blockFrames(part: ScriptedPart, index: number): string[] {
  const { opening, deltas } = unfolded(part, index);
  return [
    event("content_block_start", { index, content_block: opening }),
    ...deltas.map((delta) => event("content_block_delta", { index, delta })),
    event("content_block_stop", { index }),
  ];
}

function unfolded(part: ScriptedPart, index: number): { opening: object; deltas: object[] } {
  switch (part.type) {
    case "text":
      return { opening: { type: "text", text: "" }, deltas: part.pieces.map((text) => ({ type: "text_delta", text })) };
    case "thought": {
      const thoughts = part.pieces.map((thinking) => ({ type: "thinking_delta", thinking }));
      const signed = { type: "signature_delta", signature: part.proof };
      return { opening: { type: "thinking", thinking: "", signature: "" }, deltas: [...thoughts, signed] };
    }
    case "tool": {
      const deltas = part.argumentPieces.map((json) => ({ type: "input_json_delta", partial_json: json }));
      return { opening: { type: "tool_use", id: `toolu_${index + 1}`, name: part.name, input: {} }, deltas };
    }
  }
}

/** `input_tokens` leaves out what came from the cache. */
function usageOf(usage: ScriptedUsage) {
  const uncached = typeof usage.input === "number" ? usage.input - usage.cached : usage.input;
  return {
    input_tokens: uncached,
    cache_read_input_tokens: usage.cached,
    cache_creation_input_tokens: 0,
    output_tokens: usage.output,
    output_tokens_details: { thinking_tokens: usage.reasoning },
  };
}

/** What `message_delta` says again at the end, as totals. */
function endUsageOf({ output, reasoning }: ScriptedUsage) {
  return { output_tokens: output, output_tokens_details: { thinking_tokens: reasoning } };
}

function errorType(status: number): string {
  const types: Record<number, string> = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
  };
  return types[status] ?? "api_error";
}
