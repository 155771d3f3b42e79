import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import { describeAdapterContract } from "../testing/adapter-contract";
import { simulated } from "./adapter";
import { respond } from "./respond";
import { OPENING } from "./sentences";

const fixtures = new URL("./fixtures/", import.meta.url);
const ID = "chatcmpl-sim0d2c5d73";
const USAGE = { ...NO_USAGE, uncachedInput: 9, output: 24 };
const TEXT = `${OPENING} You wrote: "Grüezi".`;
/** TEXT as o200k_base cuts it. */
const PIECES = [...OPENING.split(/(?=[ .:])/), " You", " wrote", ":", ' "', "Gr", "üe", "zi", '".'];

describeAdapterContract({
  adapter: simulated,
  fixtures,
  answer: {
    id: ID,
    model: "simulated",
    choices: [{ content: [{ type: "text", text: TEXT }], finish: "length" }],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: ID, model: "simulated" },
    { type: "block_start", choice: 0, block: { type: "text" } },
    ...PIECES.map((text): StreamEvent => ({ type: "text_delta", choice: 0, text })),
    { type: "block_end", choice: 0 },
    { type: "finish", choice: 0, reason: "length" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false },
    },
    credential: { status: 401, body: "failure-auth.json", reads: { code: "upstream_auth_error", retryable: true } },
    rateLimit: {
      status: 429,
      headers: { "retry-after": "2" },
      body: "failure-rate_limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 2000 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overloaded.json", reads: { code: "overloaded", retryable: true } },
  },
});

describe("simulated", () => {
  const prompt = { model: "simulated", messages: [{ role: "user", content: "Grüezi" }], max_tokens: 24 };

  it.each([
    ["answer.json", prompt],
    ["stream.sse", { ...prompt, stream: true, stream_options: { include_usage: true } }],
  ])("still answers as it was recorded in %s", async (file, body) => {
    const request = { url: "simulated:/chat/completions", headers: {}, body: JSON.stringify(body) };
    const response = await respond(request, new AbortController().signal);
    const text = Buffer.concat(await collect(response.body)).toString("utf8");
    const recorded = readFileSync(new URL(file, fixtures), "utf8");
    expect(text.replaceAll(/"created":\d+/g, '"created":1795000000').trim()).toBe(recorded.trim());
  });

  it("needs no credential and is reached without a socket", () => {
    expect(simulated.credentialSchema).toBeNull();
    expect(simulated.baseUrl).toBe("simulated:");
  });
});
