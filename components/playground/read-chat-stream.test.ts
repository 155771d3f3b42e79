import { describe, expect, it } from "vitest";
import { type ChatEvent, readChatStream } from "./read-chat-stream";

const STREAM = [
  ": keep open",
  'data: {"choices":[{"delta":{"role":"assistant","content":"Grüß "}}]}',
  'data: {"choices":[{"delta":{"content":"Gott"}}]}',
  'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"look_up","arguments":"{\\"a\\""}}]}}]}',
  'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":"tool_calls"}]}',
  'data: {"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}',
  "data: [DONE]",
  "",
].join("\n\n");

async function heard(bytes: Uint8Array, cuts: readonly number[] = []): Promise<ChatEvent[]> {
  const edges = [0, ...cuts, bytes.length];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const [index, from] of edges.slice(0, -1).entries()) controller.enqueue(bytes.slice(from, edges[index + 1]));
      controller.close();
    },
  });
  const events: ChatEvent[] = [];
  for await (const event of readChatStream(body)) events.push(event);
  return events;
}

describe("the stream of a playground's call", () => {
  const bytes = new TextEncoder().encode(STREAM);

  it("says text, calls of tools in parts, why it ended and disjoint token classes", async () => {
    expect(await heard(bytes)).toEqual([
      { kind: "text", text: "Grüß " },
      { kind: "text", text: "Gott" },
      { kind: "tool", part: { index: 0, id: "call_1", name: "look_up", arguments: '{"a"' } },
      { kind: "tool", part: { index: 0, id: null, name: null, arguments: ":1}" } },
      { kind: "finish", reason: "tool_calls" },
      { kind: "usage", tokens: { input: 8, cached: 4, output: 5, reasoning: 2 } },
    ]);
  });

  it("is the same wherever its bytes are cut, in the middle of a letter too", async () => {
    const whole = await heard(bytes);
    for (let cut = 1; cut < bytes.length; cut += 1) expect(await heard(bytes, [cut])).toEqual(whole);
  });

  it("gives a refusal as an error, and passes over what is no JSON", async () => {
    const refused = new TextEncoder().encode('data: nonsense\n\ndata: {"error":{"message":"Budget used up."}}\n\n');
    expect(await heard(refused)).toEqual([{ kind: "error", message: "Budget used up." }]);
  });
});
