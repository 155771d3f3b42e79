import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { serviceAccountKey } from "../testing/service-account-key";
import { vertex } from "./adapter";

/** 25 sent: 5 from the cache (4 of them picture), 6 picture, 14 text. */
const USAGE = { ...NO_USAGE, uncachedInput: 14, cacheRead: 5, image: 6, output: 14, reasoning: 8 };
const THINKING: StreamEvent = { type: "usage", usage: { ...NO_USAGE, uncachedInput: 25, reasoning: 8 } };

describeAdapterContract({
  adapter: vertex,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "kRaL-4x_9",
    model: "gemini-3.5-flash",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Hm." },
          { type: "text", text: "Grüß Gott" },
          {
            type: "tool_call",
            id: "call_kRaL4x9_0_3",
            name: "get_weather",
            arguments: '{"city":"Graz"}',
            signature: "CiQBjz1rX7",
          },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "kRaL-4x_9", model: "gemini-3.5-flash" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Überlege…" },
    THINKING,
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüß " },
    THINKING,
    { type: "text_delta", choice: 0, text: "Gott 👋" },
    THINKING,
    { type: "block_end", choice: 0 },
    {
      type: "block_start",
      choice: 0,
      block: { type: "tool_call", id: "c1", name: "get_weather", signature: "CiQBjz1rX7" },
    },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":"Graz"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_kRaL4x9_0_1", name: "now" } },
    { type: "tool_arguments_delta", choice: 0, json: "{}" },
    { type: "block_end", choice: 0 },
    THINKING,
    { type: "finish", choice: 0, reason: "tool_calls" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false, message: /1204312/ },
    },
    credential: {
      status: 401,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 31_500 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("vertex", () => {
  const { file } = serviceAccountKey("my-project");
  const accessToken = new Secret("ya29.token");
  const build = (changes: Parameters<typeof targetOf>[1], stream = false) =>
    vertex.chat?.buildRequest(
      requestOf({ stream }),
      targetOf(vertex, { upstreamModel: "gemini-3.5-flash", ...changes }),
    );
  const MODEL = "publishers/google/models/gemini-3.5-flash";

  it("calls without a project with an API key (express mode)", () => {
    const request = build({}, true);
    expect(request?.url).toBe(`https://aiplatform.googleapis.com/v1/${MODEL}:streamGenerateContent?alt=sse`);
    expect(request?.headers["x-goog-api-key"]).toBeDefined();
  });

  it.each([
    ["https://aiplatform.googleapis.com/v1", {}, "/projects/my-project/locations/global"],
    ["https://europe-west4-aiplatform.googleapis.com/v1", {}, "/projects/my-project/locations/europe-west4"],
    ["https://aiplatform.googleapis.com/v1", { project: "other-1", location: "eu" }, "/projects/other-1/locations/eu"],
    ["https://aiplatform.googleapis.com/v1/projects/p-12345/locations/global", {}, ""],
  ])("finds the place below %s with settings %j", (baseUrl, settings, place) => {
    const request = build({ baseUrl, settings, credential: new Secret(file), accessToken });
    expect(request?.url).toBe(`${baseUrl}${place}/${MODEL}:generateContent`);
    expect(request?.headers).toMatchObject({ authorization: "Bearer ya29.token" });
    expect(JSON.stringify(request)).not.toContain("PRIVATE KEY");
  });

  it("never sends a service account's key, not even when it was not exchanged", () => {
    expect(() => build({ credential: new Secret(file) })).toThrowError(
      expect.objectContaining({ code: "upstream_auth_error" }),
    );
  });

  it("relays a caller's own body to the same place, with nothing put in but a bound", () => {
    const target = targetOf(vertex, { upstreamModel: "gemini-3.5-flash" });
    const asked = { body: {}, stream: false, streamOptions: undefined };
    const bound = { tokens: 9, members: ["generationConfig.maxOutputTokens"] };
    const relay = vertex.chat?.buildRelay?.({ ...asked, outputBound: bound }, target);
    expect(relay?.url).toBe(`${target.baseUrl}/${MODEL}:generateContent`);
    expect(relay?.splices.within).toEqual({ generationConfig: { maxOutputTokens: 9 } });
  });

  it("leaves out what only the developer API takes", () => {
    const request = vertex.chat?.buildRequest(
      requestOf({
        messages: [
          { role: "user", content: [{ type: "text", text: "Hello" }] },
          { role: "assistant", content: [{ type: "tool_call", id: "a", name: "f", arguments: "{}", signature: "s" }] },
          {
            role: "tool",
            content: [{ type: "tool_result", toolCallId: "a", content: [{ type: "text", text: "1" }], isError: false }],
          },
        ],
        extra: { service_tier: "flex" },
      }),
      targetOf(vertex, { upstreamModel: "gemini-3.5-flash" }),
    );
    expect(JSON.parse(String(request?.body))).toEqual({
      contents: [
        { role: "user", parts: [{ text: "Hello" }] },
        { role: "model", parts: [{ functionCall: { name: "f", args: {} }, thoughtSignature: "s" }] },
        { role: "user", parts: [{ functionResponse: { name: "f", response: { result: "1" } } }] },
      ],
    });
  });

  it.each([
    ["an API key", true],
    [file, true],
    ['{"type":"authorized_user","client_id":"x"}', false],
    ["", false],
  ])("checks %s when it is pasted", (apiKey, expected) => {
    expect(vertex.credentialSchema?.safeParse({ apiKey }).success).toBe(expected);
  });
});
