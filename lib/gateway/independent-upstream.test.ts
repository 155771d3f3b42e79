import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/llm/json";
import { findAdapter } from "@/lib/providers/registry";
import { findRelay } from "./steps/find-relay";
import {
  askGateway,
  DIALECT_CALLERS,
  type DialectCaller,
  eventsIn,
  type Said,
  type Wanted,
} from "./testing/dialect-callers";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { type CheckType, loadVendorTypes } from "./testing/vendor-types";

const WORDS = "Grüezi 👋 und hallo.";
const THOUGHT = "Six by nine.";

/** An upstream that was not written here. */
const mock = new LLMock({ port: 0 });
let gateway: OpenGateway;
let checkType: CheckType;

/** Adapter, path below the mock, model, and the settings of its provider. */
const UPSTREAMS: readonly [string, string, string, JsonObject?][] = [
  ["openai", "/v1", "gpt-4o"],
  ["azure-openai", "/openai", "gpt-4o"],
  ["mistral", "/v1", "mistral-large-4-0"],
  ["deepseek", "/v1", "deepseek-v4-pro"],
  ["ollama", "/v1", "qwen3"],
  ["vllm", "/v1", "qwen3"],
  ["cohere", "", "command-a-03-2025"],
  ["bedrock", "", "anthropic.claude-sonnet-4-6-v1:0", { region: "us-east-1" }],
  ["vertex", "/v1/projects/p-12345/locations/us-central1", "gemini-3.5-flash"],
  ["gemini", "/v1beta", "gemini-3.5-flash"],
  ["anthropic", "/v1", "claude-sonnet-4-6"],
];

beforeAll(async () => {
  mock.onMessage("Greet me", { content: WORDS });
  mock.onMessage("Think", { content: "42", reasoning: THOUGHT });
  mock.onMessage("Use tools", {
    toolCalls: [
      { name: "f", arguments: '{"x":1}' },
      { name: "g", arguments: '{"x":2}' },
    ],
  });
  mock.onMessage("Too many", { error: { message: "Slow down", type: "rate_limit_error" }, status: 429 });
  mock.onMessage("Break off", { content: WORDS.repeat(20) }, { truncateAfterChunks: 6, chunkSize: 10, latency: 10 });
  await mock.start();
  gateway = openGateway({
    models: UPSTREAMS.map(([adapterId, path, upstreamModel, settings = {}]) =>
      modelAt(adapterId, { adapterId, baseUrl: `${mock.url}${path}`, upstreamModel, settings }),
    ),
    credential: "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  });
  checkType = loadVendorTypes(DIALECT_CALLERS.flatMap(({ types }) => [types.answer, types.event]));
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await mock.stop();
});

describe.each(DIALECT_CALLERS)("a caller of $dialect", (caller) => {
  it.each(UPSTREAMS)(
    "gets words, calls and thoughts of %s in objects of the vendor's own types",
    async (model, path) => {
      const isRelayed = relays(model, caller, `${mock.url}${path}`);
      const ask = (wanted: Omit<Wanted, "model" | "stream">) => bothForms(caller, { model, ...wanted }, isRelayed);
      expect(await ask({ text: "Greet me" })).toEqual(
        [WORDS, WORDS].map((text) => ({ text, thoughts: "", calls: "" })),
      );
      const called = { text: "", thoughts: expect.any(String), calls: 'f{"x":1}g{"x":2}' };
      expect(await ask({ text: "Use tools", tools: ["f", "g"] })).toEqual([called, called]);
      // What this upstream gives as Cohere's thoughts is plain text.
      if (model === "cohere") return;
      const thought = { text: "42", thoughts: THOUGHT, calls: "" };
      expect(await ask({ text: "Think", thinks: true })).toEqual([thought, thought]);
    },
  );
});

describe.each(DIALECT_CALLERS)("a caller of $dialect is told", (caller) => {
  it.each(UPSTREAMS)("what fails at %s: a limit as a 429, a broken stream as an error in it", async (model) => {
    for (const stream of [true, false]) {
      const refused = await askGateway(gateway, caller, { model, text: "Too many", stream });
      expect(refused.status, refused.text).toBe(429);
      expect(JSON.parse(refused.text)).toMatchObject({ error: { message: expect.stringMatching(/\w/) } });
    }
    const broken = await askGateway(gateway, caller, { model, text: "Break off", stream: true });
    expect(broken.status, broken.text).toBe(200);
    expect(eventsIn(broken.text).at(-1)).toMatchObject({ error: { message: expect.stringMatching(/\w/) } });
  });
});

function relays(model: string, { dialect }: DialectCaller, baseUrl: string): boolean {
  const adapter = findAdapter(model);
  return adapter !== undefined && findRelay(adapter, dialect, { baseUrl, settings: {}, upstreamModel: model }) !== null;
}

/** What was said, whole and streamed. What the gateway wrote itself must be of the vendor's types; what it relays is the upstream's own. */
async function bothForms(
  caller: DialectCaller,
  wanted: Omit<Wanted, "stream">,
  isRelayed: boolean,
): Promise<Required<Said>[]> {
  const whole = await askGateway(gateway, caller, { ...wanted, stream: false });
  expect(whole.status, whole.text).toBe(200);
  const streamed = await askGateway(gateway, caller, { ...wanted, stream: true });
  expect(streamed.status, streamed.text).toBe(200);
  const answer: unknown = JSON.parse(whole.text);
  const events = eventsIn(streamed.text);
  if (!isRelayed) {
    expect(checkType(caller.types.answer, answer)).toEqual([]);
    for (const event of events) expect(checkType(caller.types.event, event), JSON.stringify(event)).toEqual([]);
  }
  return [
    joined([caller.read(answer as never, false)]),
    joined(events.map((event) => caller.read(event as never, true))),
  ];
}

function joined(said: readonly Said[]): Required<Said> {
  const all = (name: keyof Said) => said.map((one) => one[name] ?? "").join("");
  return { text: all("text"), thoughts: all("thoughts"), calls: all("calls") };
}
