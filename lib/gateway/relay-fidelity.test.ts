import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayRequest } from "./http";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";
import { RecordedUpstream } from "./testing/recorded-upstream";

/**
 * A call as somebody's client wrote it: odd spacing, numbers and escapes no writer would choose, members nobody knows. ❮model❯ stands
 * where the model's name is. Answers have what no reader here knows.
 */
interface Recording {
  name: string;
  adapterId: string;
  path: (model: string) => string;
  version?: GatewayRequest["version"];
  query?: string;
  headers?: Record<string, string>;
  /** Headers that must reach the upstream as they came. */
  passes?: readonly string[];
  body: string;
  answer: string;
  stream?: true;
}

const sse = (...events: string[]) => events.map((event) => `${event}\n\n`).join("");

const CHAT_TAIL = `, "logprobs":true, "top_logprobs" : 2,"n":2,
  "x_unknown": {"b":1.0,"a":[ ],"big":12345678901234567890,"e":1E+2},
  "messages":[ {"role":"user","content":"Gr\\u00fcezi \\ud83d\\udc4b \\/ caf\u00e9"} , {"role":"assistant","content":null,"reasoning_details":[{"type":"reasoning.encrypted","data":"gAAA=="}]}]}`;

const CHAT_ANSWER = `{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"up-2026", "choices":[{"index":0,"message":{"role":"assistant","content":"caf\\u00e9","annotations":[{"type":"unknown"}]},"logprobs":{"content":[{"token":"c","logprob":-0.10000000000000001,"bytes":[99],"top_logprobs":[]}]},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12},"x-unknown":{"kept":1.0}}`;

const CHUNK = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"up","choices":[{"index":0,"delta":{"role":"assistant","content":"caf\\u00e9","x":1.0},"logprobs":null,"finish_reason":null}],"obfuscation":"aa"}`;
const LAST = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"up","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`;
const USAGE = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"up","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}`;

const MESSAGES_BODY = `{ "max_tokens" : 2048, "model":"❮model❯" ,
 "thinking":{"type":"enabled","budget_tokens":1024,"x":1.0},
 "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],
 "x_unknown":[1.0 , 2e0],
 "messages":[{"role":"user","content":[{"type":"text","text":"a\\u0301"},{"type":"unknown_block","payload":{"z":1,"a":2}}]},
  {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"EqQBCgIYAhIM+/=="},{"type":"redacted_thinking","data":"EmwKAhgBEgy3va3pzix"},{"type":"tool_use","id":"toolu_1","name":"t","input":{"file_id":"mine","n":1.0}}]},
  {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"ok","cache_control":{"type":"ephemeral"}}]}]`;

const MESSAGE = `{"id":"msg_1","type":"message","role":"assistant","model":"up-2026","content":[{"type":"thinking","thinking":"hm","signature":"EqQB+/=="},{"type":"redacted_thinking","data":"Emw="},{"type":"brand_new","x":1.0},{"type":"text","text":"caf\\u00e9","citations":null}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":7,"cache_creation_input_tokens":0,"cache_read_input_tokens":0},"x":[ ]}`;

const MESSAGE_EVENTS = sse(
  `event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"up","content":[],"usage":{"input_tokens":5,"output_tokens":1},"x":1.0}}`,
  `event: ping\ndata: {"type": "ping"}`,
  `event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}`,
  `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB+/=="}}`,
  `event: content_block_stop\ndata: {"type":"content_block_stop","index":0}`,
  `event: brand_new\ndata: {"type":"brand_new","x":1.0}`,
  `event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}`,
  `event: message_stop\ndata: {"type":"message_stop" }`,
);

const RESPONSES_BODY = `{ "store":false,\n "x_unknown" : {"b":1.0,"a":[ ]}, "model": "❮model❯", "input": [{"role":"user","content":"caf\\u00e9"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA=="},{"type":"brand_new_item","x":1.0}],"include":["reasoning.encrypted_content"]`;

const RESPONSE = `{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"up-2026","output":[{"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gBBB=="},{"type":"brand_new_item","x":1.0},{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"caf\\u00e9","annotations":[],"logprobs":[]}]}],"usage":{"input_tokens":5,"input_tokens_details":{"cached_tokens":0},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":12},"store":false,"x":1.0}`;

const GEMINI_BODY = `{ "contents":[{"role":"user","parts":[{"text":"caf\\u00e9"}]},{"role":"model","parts":[{"thoughtSignature":"CtEB+/==","functionCall":{"name":"f","args":{"n":1.0}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"a":[ ]}}}]}],
 "safetySettings":[ {"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF"} ] , "xUnknown":{"b":1.0,"a":2e0}}`;

const GEMINI = `{"candidates":[{"content":{"role":"model","parts":[{"text":"caf\\u00e9","thoughtSignature":"CtEB+/=="},{"brandNew":{"x":1.0}}]},"finishReason":"STOP","index":0,"avgLogprobs":-0.10000000000000001}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":7,"totalTokenCount":12},"modelVersion":"up-2026","xUnknown":[ ]}`;

const RECORDINGS: readonly Recording[] = [
  {
    name: "a chat",
    adapterId: "openai",
    path: () => "/chat/completions",
    body: `{ "model" : "❮model❯"${CHAT_TAIL}`,
    answer: CHAT_ANSWER,
  },
  {
    name: "a streamed chat that asked for usage",
    adapterId: "openai",
    path: () => "/chat/completions",
    body: `{"stream":true , "stream_options":{"x":1,"include_usage":true}, "model":"❮model❯"${CHAT_TAIL}`,
    answer: sse(CHUNK, `: a comment`, LAST, USAGE, `data: [DONE]`),
    stream: true,
  },
  {
    name: "a Responses call",
    adapterId: "openai",
    path: () => "/responses",
    body: `${RESPONSES_BODY} }`,
    answer: RESPONSE,
  },
  {
    name: "a streamed Responses call",
    adapterId: "openai",
    path: () => "/responses",
    body: `${RESPONSES_BODY},"stream":true}`,
    answer: sse(
      `event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","output":[],"store":false}}`,
      `event: response.brand_new\ndata: {"type":"response.brand_new","sequence_number":1,"x":1.0}`,
      `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"caf\\u00e9","obfuscation":"aa"}`,
      `event: response.completed\ndata: {"type":"response.completed","sequence_number":3,"response":${RESPONSE}}`,
    ),
    stream: true,
  },
  {
    name: "a message",
    adapterId: "anthropic",
    path: () => "/messages",
    query: "beta=true",
    headers: { "anthropic-version": "2023-06-01", "anthropic-beta": "interleaved-thinking-2025-05-14,brand-new-2026" },
    passes: ["anthropic-version", "anthropic-beta"],
    body: `${MESSAGES_BODY}}`,
    answer: MESSAGE,
  },
  {
    name: "a streamed message",
    adapterId: "anthropic",
    path: () => "/messages",
    headers: { "anthropic-version": "2023-06-01" },
    passes: ["anthropic-version"],
    body: `${MESSAGES_BODY}, "stream" :true }`,
    answer: MESSAGE_EVENTS,
    stream: true,
  },
  {
    name: "contents",
    adapterId: "gemini",
    version: "v1beta",
    path: (model) => `/models/${model}:generateContent`,
    body: GEMINI_BODY,
    answer: GEMINI,
  },
  {
    name: "streamed contents",
    adapterId: "gemini",
    version: "v1beta",
    path: (model) => `/models/${model}:streamGenerateContent`,
    query: "alt=sse",
    body: GEMINI_BODY,
    answer: sse(`data: ${GEMINI.replace('"STOP"', "null")}`, `data: ${GEMINI}`),
    stream: true,
  },
];

const upstream = new RecordedUpstream();
let gateway: OpenGateway;

beforeAll(async () => {
  const origin = await upstream.start();
  const at = (adapterId: string) =>
    modelAt(`ours-${adapterId}`, { adapterId, baseUrl: `${origin}/v1`, upstreamModel: `theirs-${adapterId}` });
  gateway = openGateway({ models: ["openai", "anthropic", "gemini"].map(at) });
});
afterAll(async () => {
  await gateway.close();
  await upstream.stop();
});

const sent = ({ body }: Recording, model: string) => body.replace("❮model❯", model);

describe.each(RECORDINGS)("the relay of $name", (recording) => {
  const { adapterId, path, version = "v1", query = "", headers = {}, passes = [], answer, stream } = recording;
  const ask = () => {
    upstream.answerWith(answer, stream ? "text/event-stream" : "application/json");
    const model = `ours-${adapterId}`;
    return gateway.call({ path: path(model), version, query, headers, body: sent(recording, model) });
  };

  it("changes no byte of the call but the model's name", async () => {
    const { status, text } = await ask();
    expect(status, text).toBe(200);
    const heard = upstream.heard.at(-1);
    expect(heard?.body).toBe(sent(recording, `theirs-${adapterId}`));
    for (const name of passes) expect(heard?.headers[name]).toBe(headers[name]);
  });

  it("changes no byte of the answer", async () => {
    expect((await ask()).text).toBe(answer);
  });

  it("still knows what was used", async () => {
    await ask();
    expect(gateway.records.at(-1)).toMatchObject({ outcome: "ok", usageSource: "reported" });
    expect(gateway.records.at(-1)?.usage).toMatchObject({ uncachedInput: 5 });
  });
});

describe("the relay of a streamed chat that did not ask for usage", () => {
  it("asks for it, takes it out again, and changes nothing else", async () => {
    upstream.answerWith(sse(CHUNK, LAST, USAGE, "data: [DONE]"), "text/event-stream");
    const body = `{"model":"ours-openai", "stream":true${CHAT_TAIL}`;
    const { text } = await gateway.call({ path: "/chat/completions", body });
    expect(text).toBe(sse(CHUNK, LAST, "data: [DONE]"));
    const heard = upstream.heard.at(-1)?.body ?? "";
    const added = '"stream_options":{"include_usage":true}';
    expect(heard.split(added)).toHaveLength(2);
    expect(heard.replace(/,?"stream_options":\{"include_usage":true\}/, "")).toBe(body.replace("ours-", "theirs-"));
    expect(gateway.records.at(-1)).toMatchObject({ usageSource: "reported", usage: { output: 7 } });
  });
});
