import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { JsonObject } from "@/lib/llm/json";
import { readAnswer } from "../openai-compatible/read-answer";
import { readStream } from "../openai-compatible/read-stream";
import { readSseEvents } from "../sse/read-sse-events";
import { respond } from "./respond";

const HELLO = { model: "simulated", messages: [{ role: "user", content: "Say hello to the gatehouse." }] };
const WEATHER = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: {
      type: "object",
      properties: {
        city: { type: "string" },
        unit: { enum: ["celsius", "fahrenheit"] },
        days: { type: "integer", minimum: 3 },
      },
      required: ["city", "unit", "days"],
    },
  },
};

function send(body: JsonObject, options: { settings?: JsonObject; signal?: AbortSignal } = {}) {
  const { settings, signal = new AbortController().signal } = options;
  return respond({ url: "simulated:/chat/completions", headers: {}, body: JSON.stringify(body), settings }, signal);
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(body)).toString("utf8");
}

async function ask(body: JsonObject, settings: JsonObject = {}) {
  const response = await send(body, { settings });
  return { ...response, json: JSON.parse(await textOf(response.body)) };
}

async function stream(body: JsonObject, settings: JsonObject = {}) {
  const response = await send({ ...body, stream: true }, { settings });
  return collect(readStream(readSseEvents(response.body)));
}

describe("respond", () => {
  it("gives the same text for the same prompt, another for another, and says that it is simulated", async () => {
    const [one, again, other] = [
      await ask(HELLO),
      await ask(HELLO),
      await ask({ ...HELLO, messages: [{ role: "user", content: "Something else" }] }),
    ];
    const said = one.json.choices[0].message.content;
    expect(said).toBe(again.json.choices[0].message.content);
    expect(said).not.toBe(other.json.choices[0].message.content);
    expect(said).toMatch(/^This is a simulated answer/);
    expect(one.headers["x-gatehouse-simulated"]).toBe("true");
    expect(one.json.system_fingerprint).toBe("simulated");
  });

  it("streams exactly the text and usage of the whole answer, one token per chunk", async () => {
    const whole = readAnswer((await ask(HELLO)).json);
    const events = await stream({ ...HELLO, stream_options: { include_usage: true } });
    const deltas = events.filter((event) => event.type === "text_delta");
    expect(deltas.map(({ text }) => text).join("")).toBe(
      whole.choices[0]?.content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    );
    expect(deltas).toHaveLength(whole.usage?.output ?? -1);
    expect(events.filter(({ type }) => type === "usage")).toEqual([{ type: "usage", usage: whole.usage }]);
    expect(events.at(-1)).toEqual({ type: "end" });
  });

  it("counts prompt tokens as the o200k_base tokenizer does, plus three per message and three to prime", async () => {
    const { json } = await ask({ model: "m", messages: [{ role: "user", content: "hello world" }] });
    expect(json.usage.prompt_tokens).toBe(2 + 3 + 3);
    expect(json.usage.total_tokens).toBe(json.usage.prompt_tokens + json.usage.completion_tokens);
  });

  it("stops at max_tokens with finish_reason length, and at a stop sequence with stop", async () => {
    const short = await ask({ ...HELLO, max_tokens: 5 });
    expect(short.json.usage.completion_tokens).toBe(5);
    expect(short.json.choices[0].finish_reason).toBe("length");
    const stopped = await ask({ ...HELLO, stop: ["no model"] });
    expect(stopped.json.choices[0].message.content).toBe("This is a simulated answer: ");
    expect(stopped.json.choices[0].finish_reason).toBe("stop");
  });

  it("gives as many choices as n asks for", async () => {
    expect((await ask({ ...HELLO, n: 3 })).json.choices.map(({ index }: { index: number }) => index)).toEqual([
      0, 1, 2,
    ]);
    const finishes = (await stream({ ...HELLO, n: 3 })).filter(({ type }) => type === "finish");
    expect(finishes).toHaveLength(3);
  });

  it.each([
    ["tool_choice requires one", { tool_choice: "required" }],
    ["tool_choice names it", { tool_choice: { type: "function", function: { name: "get_weather" } } }],
    ["the user names it", { messages: [{ role: "user", content: "Please run get_weather for Rome" }] }],
  ])("calls a tool with arguments that fit its schema when %s", async (_, changes) => {
    const { json } = await ask({ ...HELLO, tools: [WEATHER], ...changes });
    const [call] = json.choices[0].message.tool_calls;
    expect(call.function.name).toBe("get_weather");
    expect(JSON.parse(call.function.arguments)).toEqual({ city: "simulated city", unit: "celsius", days: 3 });
    expect(json.choices[0].finish_reason).toBe("tool_calls");
  });

  it("answers in words once the tool has answered", async () => {
    const messages = [
      { role: "user", content: "use get_weather" },
      { role: "assistant", content: null, tool_calls: [{ id: "c", type: "function", function: WEATHER.function }] },
      { role: "tool", tool_call_id: "c", content: "21 degrees" },
    ];
    const { json } = await ask({ model: "m", messages, tools: [WEATHER] });
    expect(json.choices[0].message.content).toContain("21 degrees");
  });

  it("gives valid JSON for both JSON formats", async () => {
    const schema = { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] };
    const shaped = await ask({
      ...HELLO,
      response_format: { type: "json_schema", json_schema: { name: "s", schema } },
    });
    expect(JSON.parse(shaped.json.choices[0].message.content)).toEqual({ ok: true });
    const free = await ask({ ...HELLO, response_format: { type: "json_object" } });
    expect(JSON.parse(free.json.choices[0].message.content)).toMatchObject({ simulated: true });
  });

  it.each([
    ["error", 500],
    ["rate_limit", 429],
    ["overloaded", 503],
    ["auth", 401],
  ])("fails with %s as status %d, by setting, by model name and by metadata", async (failure, status) => {
    expect((await ask(HELLO, { failure })).status).toBe(status);
    expect((await ask({ ...HELLO, model: `m;failure=${failure}` })).status).toBe(status);
    expect((await ask({ ...HELLO, metadata: { simulate: `failure=${failure}` } }, { failureRate: 0 })).status).toBe(
      status,
    );
  });

  it("refuses a marker it cannot read, naming what it takes", async () => {
    const { status, json } = await ask({ ...HELLO, metadata: { simulate: "speed=9" } });
    expect(status).toBe(400);
    expect(json.error.message).toContain("latencyMs");
  });

  it("decides by the prompt which calls of a failure rate fail", async () => {
    const fates = async () =>
      Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const body = { model: "m", max_tokens: 1, messages: [{ role: "user", content: `prompt ${index}` }] };
          return (await ask(body, { failure: "error", failureRate: 0.3 })).status;
        }),
      );
    const first = await fates();
    const failed = first.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(30);
    expect(failed).toBeLessThan(90);
    expect(await fates()).toEqual(first);
  });

  it("breaks a truncated stream off without an end, and one with an error event with that error", async () => {
    const cut = await stream(HELLO, { failure: "truncate" });
    expect(cut.some(({ type }) => type === "text_delta")).toBe(true);
    expect(cut.some(({ type }) => type === "finish" || type === "end")).toBe(false);
    expect((await stream(HELLO, { failure: "error_event" })).at(-1)).toMatchObject({ type: "error" });
  });

  it.each([
    ["waiting for its latency", HELLO, { latencyMs: 60_000 }],
    ["pretending to hang", HELLO, { failure: "timeout" }],
  ])("gives up at once when aborted while %s", async (_, body, settings) => {
    const controller = new AbortController();
    const answer = send(body, { settings, signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([0, 5_000])("ends an aborted stream in the middle with chunkMs %d", async (chunkMs) => {
    const controller = new AbortController();
    const body = { ...HELLO, stream: true, metadata: { simulate: `outputTokens=5000;chunkMs=${chunkMs}` } };
    const { body: chunks } = await send(body, { signal: controller.signal });
    const read = (async () => {
      for await (const _ of chunks) controller.abort();
    })();
    await expect(read).rejects.toMatchObject({ name: "AbortError" });
  });

  it.each([
    ["not JSON", "{", "body"],
    ["no messages", '{"model":"m"}', "messages"],
    ["sound", '{"model":"m","messages":[{"role":"user","content":[{"type":"input_audio"}]}]}', "messages[0].content"],
  ])("refuses a body that is %s with 400", async (_, body, param) => {
    const response = await respond(
      { url: "simulated:/chat/completions", headers: {}, body },
      new AbortController().signal,
    );
    expect(response.status).toBe(400);
    expect(JSON.parse(await textOf(response.body)).error.param).toBe(param);
  });
});
