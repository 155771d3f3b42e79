import { afterAll, beforeAll, expect, it } from "vitest";
import type { Price } from "@/lib/pricing/contract";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

/** A token is a micro-dollar, a search a cent. */
const PRICE: Price = {
  id: "prc_1",
  version: 1,
  source: "operator",
  tiers: [
    {
      fromInputTokens: 0,
      picoUsdPerToken: { uncachedInput: 1_000_000n, output: 1_000_000n },
      picoUsdPerRequest: 0n,
      picoUsdPerUnit: { search: 10_000_000_000n },
    },
  ],
};

const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const at = { baseUrl: `${await upstream.start()}/v1`, price: PRICE };
  gateway = openGateway({
    models: [modelAt("claude", { ...at, adapterId: "anthropic" }), modelAt("gpt", { ...at, adapterId: "openai" })],
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

const USAGE = { input_tokens: 5, output_tokens: 7 };
const MESSAGE = { id: "msg_1", type: "message", role: "assistant", content: [], stop_reason: "end_turn" };
const SEARCH = { id: "ws_1", type: "web_search_call", status: "completed", action: { type: "search", query: "q" } };
const OPENED = { ...SEARCH, id: "ws_2", action: { type: "open_page", url: "https://a.example" } };
const RESPONSE = { id: "resp_1", object: "response", status: "completed", output: [SEARCH, OPENED], usage: USAGE };
const sse = (...events: Record<string, unknown>[]) =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

const call = { max_tokens: 9, messages: [{ role: "user", content: "hi" }] };
const searched = { ...USAGE, server_tool_use: { web_search_requests: 2 } };

it.each([
  ["/messages", { model: "claude", ...call }, JSON.stringify({ ...MESSAGE, usage: searched }), 20_012n],
  [
    "/messages",
    { model: "claude", ...call, stream: true },
    sse(
      { type: "message_start", message: { ...MESSAGE, usage: { input_tokens: 5, output_tokens: 1 } } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: searched },
      { type: "message_stop" },
    ),
    20_012n,
  ],
  ["/chat/completions", { model: "claude", ...call }, JSON.stringify({ ...MESSAGE, usage: searched }), 20_012n],
  ["/responses", { model: "gpt", input: "hi" }, JSON.stringify(RESPONSE), 10_012n],
  [
    "/responses",
    { model: "gpt", input: "hi", stream: true },
    sse({ type: "response.completed", response: RESPONSE }),
    10_012n,
  ],
])("%s books the searches that the provider's own tools made: %j", async (path, body, answer, costMicros) => {
  upstream.answerWith(answer, "stream" in body ? "text/event-stream" : "application/json");
  expect((await gateway.call({ path, body: JSON.stringify(body) })).status).toBe(200);
  expect(gateway.records.at(-1)).toMatchObject({ outcome: "ok", costMicros });
});
