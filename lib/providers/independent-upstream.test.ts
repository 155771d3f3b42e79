import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import type { Answer } from "@/lib/llm/answer";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderAdapter, Target } from "./contract";
import { readFrames, streamContentType } from "./framing/read-frames";
import { findAdapter } from "./registry";
import { signedHeaders } from "./sign-request";
import { requestOf, targetOf } from "./testing/adapter-contract";
import { checkStreamOrder } from "./testing/check-stream-order";

/** An upstream that was not written here, so that our reading of a format is not tested against itself alone. */
const mock = new LLMock({ port: 0 });

beforeAll(async () => {
  mock.onMessage("Greet me", { content: "Grüezi 👋 und hallo." });
  mock.onMessage("Think", { content: "42", reasoning: "Six by nine." });
  mock.onMessage("Use tools", {
    toolCalls: [
      { name: "f", arguments: '{"x":1}' },
      { name: "g", arguments: '{"y":"é"}' },
    ],
  });
  await mock.start();
});
afterAll(() => mock.stop());

const KEY_PAIR = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const PLACE = "/v1/projects/p-12345/locations/us-central1";
const TOOLS = [
  { name: "f", parameters: { type: "object" } },
  { name: "g", parameters: { type: "object" } },
];

/** Adapter, path below the mock, model, and what else its target needs. */
const UPSTREAMS: readonly [string, string, string, Partial<Target>?][] = [
  ["openai", "/v1", "gpt-4o"],
  ["azure-openai", "/openai", "gpt-4o"],
  ["mistral", "/v1", "mistral-large-4-0"],
  ["deepseek", "/v1", "deepseek-v4-pro"],
  ["ollama", "/v1", "qwen3"],
  ["vllm", "/v1", "qwen3"],
  ["groq", "/v1", "llama-3.3-70b-versatile"],
  ["cohere", "", "command-a-03-2025"],
  [
    "bedrock",
    "",
    "anthropic.claude-sonnet-4-6-v1:0",
    { settings: { region: "us-east-1" }, credential: new Secret(KEY_PAIR) },
  ],
  ["vertex", PLACE, "gemini-3.5-flash"],
  ["gemini", "/v1beta", "gemini-3.5-flash"],
  ["anthropic", "/v1", "claude-sonnet-4-6"],
];

/** What this upstream gives as Cohere's thoughts is plain text. */
const THINKING = UPSTREAMS.filter(([id]) => id !== "cohere");

describe.each(UPSTREAMS)("%s against an upstream of other authors", (...upstream) => {
  const { adapter, ask } = open(upstream);

  it("reads words, whole and streamed", async () => {
    const whole = await readWhole(adapter, await ask("Greet me", false));
    expect(textOf(whole)).toBe("Grüezi 👋 und hallo.");
    const events = await readStreamed(adapter, await ask("Greet me", true));
    expect(joined(events, "text_delta")).toBe("Grüezi 👋 und hallo.");
    expect(events).toContainEqual({ type: "finish", choice: 0, reason: "stop" });
  });

  it("reads parallel tool calls, whole and streamed", async () => {
    const [choice] = (await readWhole(adapter, await ask("Use tools", false))).choices;
    const calls = choice?.content.filter((block) => block.type === "tool_call") ?? [];
    expect(calls.map(({ name, arguments: json }) => [name, json])).toEqual([
      ["f", '{"x":1}'],
      ["g", '{"y":"é"}'],
    ]);
    const events = await readStreamed(adapter, await ask("Use tools", true));
    expect(joined(events, "tool_arguments_delta")).toBe('{"x":1}{"y":"é"}');
    expect(events).toContainEqual({ type: "finish", choice: 0, reason: "tool_calls" });
  });
});

describe.each(THINKING)("thoughts of %s against an upstream of other authors", (...upstream) => {
  const { adapter, ask } = open(upstream);

  it("are read apart from the answer, whole and streamed", async () => {
    expect(textOf(await readWhole(adapter, await ask("Think", false)))).toBe("42");
    const events = await readStreamed(adapter, await ask("Think", true));
    expect([joined(events, "reasoning_delta"), joined(events, "text_delta")]).toEqual(["Six by nine.", "42"]);
  });
});

function open([id, path, upstreamModel, changes]: (typeof UPSTREAMS)[number]) {
  const adapter = adapterOf(id);
  const ask = (text: string, stream: boolean) => {
    const target = targetOf(adapter, { baseUrl: `${mock.url}${path}`, upstreamModel, ...changes });
    return call(adapter, target, { text, stream });
  };
  return { adapter, ask };
}

async function call(
  adapter: ProviderAdapter,
  target: Target,
  { text, stream }: { text: string; stream: boolean },
): Promise<Response> {
  const messages = [{ role: "user" as const, content: [{ type: "text" as const, text }] }];
  const tools = text === "Use tools" ? TOOLS : [];
  const effort = text === "Think" ? { reasoningEffort: "high" as const } : {};
  const request = chatOf(adapter).buildRequest(requestOf({ messages, tools, stream, ...effort }), target);
  const headers = signedHeaders(adapter, { method: "POST", ...request }, { target, nowMs: Date.now() });
  const response = await fetch(request.url, { method: "POST", headers, body: String(request.body) });
  expect(response.status, await (response.ok ? "" : response.text())).toBe(200);
  return response;
}

async function readWhole(adapter: ProviderAdapter, response: Response): Promise<Answer> {
  return chatOf(adapter).readAnswer(await response.json());
}

async function readStreamed(adapter: ProviderAdapter, response: Response): Promise<StreamEvent[]> {
  const { framing, readStream } = chatOf(adapter);
  expect(response.headers.get("content-type")?.split(";")[0]).toBe(streamContentType(framing));
  const events = await collect(readStream(readFrames(response.body ?? empty(), framing)));
  expect(checkStreamOrder(events)).toEqual([]);
  return events;
}

function joined(events: StreamEvent[], type: "text_delta" | "reasoning_delta" | "tool_arguments_delta"): string {
  return events.map((event) => (event.type === type ? ("json" in event ? event.json : event.text) : "")).join("");
}

function textOf({ choices: [choice] }: Answer): string {
  return choice?.content.map((block) => (block.type === "text" ? block.text : "")).join("") ?? "";
}

function adapterOf(id: string): ProviderAdapter {
  const adapter = findAdapter(id);
  if (adapter === undefined) throw new Error(`no adapter ${id}`);
  return adapter;
}

function chatOf(adapter: ProviderAdapter): NonNullable<ProviderAdapter["chat"]> {
  if (adapter.chat === undefined) throw new Error(`${adapter.id} cannot chat`);
  return adapter.chat;
}

async function* empty(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array();
}
