import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { collect } from "@/lib/llm/collect";
import { NO_USAGE } from "@/lib/llm/usage";
import type { SseEvent } from "../contract";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { checkStreamOrder } from "../testing/check-stream-order";
import { bedrock } from "./adapter";
import { readStream } from "./read-stream";

const USAGE = { ...NO_USAGE, uncachedInput: 21, cacheRead: 1000, cacheWrite: 24, output: 64 };

describeAdapterContract({
  adapter: bedrock,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "",
    model: "",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Ich schlage nach.", signature: "EqQBCkYIBxgC", madeBy: "anthropic" },
          { type: "reasoning", text: "", signature: "RW5jcnlwdGVk", madeBy: "anthropic", redacted: true },
          { type: "text", text: "Grüezi" },
          { type: "text", text: "laut Bericht" },
          { type: "tool_call", id: "tooluse_9fK2", name: "get_weather", arguments: '{"city":"Zürich"}' },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "", model: "" },
    { type: "block_start", choice: 0, block: { type: "reasoning", madeBy: "anthropic" } },
    { type: "reasoning_delta", choice: 0, text: "Ich " },
    { type: "reasoning_delta", choice: 0, text: "schlage nach…" },
    { type: "reasoning_signature", choice: 0, signature: "EqQBCkYIBxgC" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüezi " },
    { type: "text_delta", choice: 0, text: "👋" },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "tooluse_9fK2", name: "get_weather" } },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":' },
    { type: "tool_arguments_delta", choice: 0, json: '"Zürich"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "tooluse_now", name: "now" } },
    { type: "tool_arguments_delta", choice: 0, json: "{}" },
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "tool_calls" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      headers: { "x-amzn-errortype": "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/" },
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false },
    },
    credential: {
      status: 403,
      headers: { "x-amzn-errortype": "UnrecognizedClientException" },
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      headers: { "x-amzn-errortype": "ThrottlingException" },
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, message: /Too many tokens/ },
    },
    htmlPage: { status: 502, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: {
      status: 503,
      headers: { "x-amzn-errortype": "ServiceUnavailableException" },
      body: "failure-overload.json",
      reads: { code: "overloaded", retryable: true },
    },
  },
});

async function read(...frames: [string, unknown][]) {
  async function* events(): AsyncGenerator<SseEvent> {
    for (const [event, data] of frames) yield { event, data: JSON.stringify(data) };
  }
  return collect(readStream(events()));
}

describe("the Converse stream", () => {
  it.each([
    ["throttlingException", "upstream_rate_limited"],
    ["serviceUnavailableException", "overloaded"],
    ["modelStreamErrorException", "upstream_error"],
    ["validationException", "upstream_error"],
  ])("turns %s into an error event and ends without end", async (name, code) => {
    const events = await read(["messageStart", { role: "assistant" }], [`exception:${name}`, { message: "no" }]);
    expect(events.at(-1)).toMatchObject({ type: "error", failure: { code, message: "no" } });
  });

  it("is whole after a stop although its usage never came", async () => {
    const events = await read(
      ["messageStart", { role: "assistant" }],
      ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "a" } }],
      ["messageStop", { stopReason: "max_tokens" }],
    );
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events).toContainEqual({ type: "finish", choice: 0, reason: "length" });
  });

  it("begins a block at every new index, also where the stop was left out", async () => {
    const events = await read(
      ["messageStart", { role: "assistant" }],
      ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "a" } }],
      ["contentBlockDelta", { contentBlockIndex: 1, delta: { text: "b" } }],
      ["contentBlockDelta", { contentBlockIndex: 2, delta: { reasoningContent: { redactedContent: "eA==" } } }],
      ["messageStop", { stopReason: "end_turn" }],
      ["metadata", { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }],
    );
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events.filter(({ type }) => type === "block_start")).toHaveLength(3);
  });
});

describe("bedrock's credentials", () => {
  const url = "https://bedrock-runtime.eu-central-1.amazonaws.com/model/m/converse";
  const request = { method: "POST", url, headers: { "content-type": "application/json" }, body: "{}" } as const;
  const pair = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  const sign = (credential: string, changes: Parameters<typeof targetOf>[1] = {}) =>
    bedrock.sign?.(
      request,
      targetOf(bedrock, {
        baseUrl: "https://bedrock-runtime.eu-central-1.amazonaws.com",
        credential: new Secret(credential),
        ...changes,
      }),
      Date.UTC(2026, 10, 21),
    );

  it.each([
    ["a pair", pair],
    ["a pair with a session", `${pair}:FwoGZXIvYXdzEXAMPLE==`],
    [
      "what the command line exports",
      '{"Version":1,"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY","SessionToken":"x"}',
    ],
  ])("sign with %s, whose secret never leaves", (_, credential) => {
    const headers = sign(credential) ?? {};
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=A[KS]IAIOSFODNN7EXAMPLE\/20261121\/eu-central-1\/bedrock\//,
    );
    const built = bedrock.chat?.buildRequest(requestOf(), targetOf(bedrock, { credential: new Secret(credential) }));
    expect(JSON.stringify([built, headers])).not.toContain("EXAMPLEKEY");
  });

  it("go as they are when they are an API key", () => {
    expect(sign("bedrock-api-key-YmVk")).toEqual({});
    const built = bedrock.chat?.buildRequest(
      requestOf(),
      targetOf(bedrock, { credential: new Secret("bedrock-api-key-YmVk") }),
    );
    expect(built?.headers.authorization).toBe("Bearer bedrock-api-key-YmVk");
  });

  it("take the region from the settings where the host does not tell it, and refuse to guess", () => {
    const baseUrl = "https://llm.example.com";
    expect(sign(pair, { baseUrl, settings: { region: "ap-southeast-2" } })?.authorization).toContain(
      "/ap-southeast-2/",
    );
    expect(() => sign(pair, { baseUrl })).toThrowError(expect.objectContaining({ code: "upstream_error" }));
  });

  it.each([
    ["AKIAIOSFODNN7EXAMPLE", false],
    ['{"type":"service_account"}', false],
    ["", false],
    [pair, true],
    ["any-api-key", true],
  ])("checks %s when it is pasted", (apiKey, expected) => {
    expect(bedrock.credentialSchema?.safeParse({ apiKey }).success).toBe(expected);
  });
});
