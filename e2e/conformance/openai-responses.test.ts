import type { ResponseStreamEvent } from "openai/resources/responses/responses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT, JSON_TEXT } from "../faulty-upstream/scripted-answers";
import { apiErrorOf, newMarker, openaiClient } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { ask, callsOf, eventsOf, TOOL } from "./harness/responses";
import { until } from "./harness/until";

const LANES = ["openai", "relay", "anthropic", "gemini"] as const;
const TRANSLATED = ["relay", "anthropic", "gemini"] as const;
const MODES = [
  "good",
  "echo",
  "tools:1",
  "tools:2",
  "json",
  "length",
  "paced:400:20",
  "error-mid",
  "eof-mid",
  "overloaded",
];

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("responses");
  let last = "";
  for (const lane of LANES) [last = ""] = (await house.addModels(lane, MODES)).slice(-1);
  secret = (await house.newKey()).secret;
  await house.served(secret, last);
});
afterAll(() => house.close());

describe.each(LANES)("the openai SDK's Responses over the %s lane", (lane) => {
  const model = (mode: string) => house.modelName(lane, mode);

  it("gets a whole answer with its usage", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.responses.create(ask(model("good")));
    expect(answer).toMatchObject({ object: "response", status: "completed", output_text: GOOD_TEXT });
    expect(answer.usage).toMatchObject({ input_tokens: 20, output_tokens: 12, total_tokens: 32 });
    expect(answer.usage?.input_tokens_details.cached_tokens).toBe(4);
  });

  it("streams the same answer in numbered events of one response", async () => {
    const { client } = openaiClient(secret);
    const events = await eventsOf(await client.responses.create({ ...ask(model("good")), stream: true }));
    const deltas = events.flatMap((event) => (event.type === "response.output_text.delta" ? [event.delta] : []));
    expect(deltas.join("")).toBe(GOOD_TEXT);
    expect(deltas.length).toBeGreaterThan(1);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(["response.created", "response.in_progress"]);
    expect(events.at(-1)?.type).toBe("response.completed");
    expect(new Set(events.flatMap((event) => ("response" in event ? [event.response.id] : []))).size).toBe(1);
  });

  it("puts a stream together with the .stream() helper", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.responses.stream(ask(model("good"))).finalResponse();
    expect(answer.output_text).toBe(GOOD_TEXT);
    expect(answer.usage?.total_tokens).toBe(32);
  });

  it("says incomplete when the model ran into its limit", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.responses.create({ ...ask(model("length")), max_output_tokens: 16 });
    expect(answer.status).toBe("incomplete");
    expect(answer.incomplete_details).toEqual({ reason: "max_output_tokens" });
  });

  it.each([1, 2])("gets %i tool call(s), whole and streamed alike", async (count) => {
    const { client } = openaiClient(secret);
    const asked = { ...ask(model(`tools:${count}`)), tools: [TOOL] };
    const whole = await client.responses.create(asked);
    const streamed = await client.responses.stream(asked).finalResponse();
    for (const answer of [whole, streamed]) {
      const calls = callsOf(answer);
      expect(calls.map(({ name }) => name)).toEqual(new Array(count).fill("get_weather"));
      const cities = calls.map((call) => (JSON.parse(call.arguments) as { city: string }).city);
      expect(cities).toEqual(["Paris", "Oslo"].slice(0, count));
      expect(new Set(calls.map(({ call_id }) => call_id)).size).toBe(count);
    }
  });

  it("takes the results of two parallel calls back to the model", async () => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    const asked = { ...ask(model("tools:2"), marker), tools: [TOOL] };
    const first = await client.responses.create(asked);
    const question = { role: "user" as const, content: `Say something. ${marker}` };
    const results = callsOf(first).map(({ call_id }, index) => ({
      type: "function_call_output" as const,
      call_id,
      output: `result-${index}`,
    }));
    const second = await client.responses.create({ ...asked, input: [question, ...callsOf(first), ...results] });
    expect(second.output_text).toContain("result-0");
    expect(second.output_text).toContain("result-1");
  });

  it("gets JSON that fits a schema", async () => {
    const { client } = openaiClient(secret);
    const { strict: _strict, ...format } = {
      ...TOOL,
      type: "json_schema" as const,
      name: "city",
      schema: TOOL.parameters,
    };
    const answer = await client.responses.parse({
      ...ask(model("json")),
      text: { format: { ...format, strict: true } },
    });
    expect(answer.output_parsed).toEqual(JSON.parse(JSON_TEXT));
  });

  it("sends a picture along", async () => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    const content = [
      { type: "input_text" as const, text: marker },
      { type: "input_image" as const, image_url: "data:image/png;base64,iVBORw0KGgo=", detail: "auto" as const },
    ];
    await client.responses.create({ model: model("echo"), input: [{ role: "user", content }] });
    const [entry] = house.upstream.journal.containing(marker);
    expect(entry?.body).toContain("iVBORw0KGgo=");
  });

  it("turns an error in the middle of a stream into the SDK's exception", async () => {
    const { client } = openaiClient(secret);
    for (const mode of ["error-mid", "eof-mid"]) {
      const reading = client.responses.create({ ...ask(model(mode)), stream: true }).then(eventsOf);
      expect((await apiErrorOf(reading)).status).toBeUndefined();
    }
  });

  it("gets an overloaded provider as a 503 worth trying again", async () => {
    const { client } = openaiClient(secret);
    const error = await apiErrorOf(client.responses.create(ask(model("overloaded"))));
    expect(error).toMatchObject({ status: 503, code: "overloaded" });
  });

  it("stops the provider when the caller leaves, and records what was made", async () => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    const stream = await client.responses.create({ ...ask(model("paced:400:20"), marker), stream: true });
    for await (const event of stream) if (event.type === "response.output_text.delta") break;
    stream.controller.abort();
    await until(() => house.upstream.journal.containing(marker)[0]?.abortedAt ?? undefined, {
      what: "the abort upstream",
    });
  });
});

describe.each(TRANSLATED)("what the %s lane cannot carry", (lane) => {
  it.each([
    ["previous_response_id", { previous_response_id: "resp_1" }, 404, "object_not_found"],
    ["conversation", { conversation: "conv_1" }, 400, "unsupported_parameter"],
    ["background", { background: true }, 400, "unsupported_parameter"],
    ["tools[0].type", { tools: [{ type: "file_search", vector_store_ids: ["vs_1"] }] }, 400, "unsupported_parameter"],
  ])("refuses %s with its name", async (_param, extra, status, code) => {
    const { client } = openaiClient(secret);
    const asked = { ...ask(house.modelName(lane, "good")), ...extra } as never;
    expect(await apiErrorOf(client.responses.create(asked) as Promise<unknown>)).toMatchObject({ status, code });
  });

  it("gives Codex's namespaced and grammar tools back under their own names", async () => {
    const body = {
      model: house.modelName(lane, "tools:1"),
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: newMarker() }] }],
      instructions: "You are Codex.",
      tools: [
        {
          type: "namespace",
          name: "multi_agent_v1",
          description: "d",
          tools: [{ ...TOOL, name: "spawn", strict: false }],
        },
        { type: "custom", name: "exec", format: { type: "grammar", syntax: "lark", definition: "start: /.+/" } },
        { type: "web_search" },
      ],
      tool_choice: "auto",
      parallel_tool_calls: true,
      store: false,
      stream: true,
      include: ["reasoning.encrypted_content"],
      prompt_cache_key: "k",
      client_metadata: { a: "b" },
    };
    const { client } = openaiClient(secret);
    const stream = (await client.responses.create(body as never)) as unknown as AsyncIterable<ResponseStreamEvent>;
    const last = (await eventsOf(stream)).at(-1);
    if (last?.type !== "response.completed") throw new Error(`the last event was ${last?.type}`);
    expect(callsOf(last.response)).toMatchObject([
      { type: "function_call", name: "spawn", namespace: "multi_agent_v1" },
    ]);
  });
});

describe("what a provider wants back", () => {
  it("rides in reasoning items, and the provider gets it back with the call it belongs to", async () => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    const asked = { ...ask(house.modelName("gemini", "tools:1"), marker), tools: [TOOL], store: false };
    const first = await client.responses.create(asked);
    const question = { role: "user" as const, content: marker };
    const results = callsOf(first).map(({ call_id }) => ({
      type: "function_call_output" as const,
      call_id,
      output: "sunny",
    }));
    await client.responses.create({ ...asked, input: [question, ...first.output, ...results] as never });
    const [, second] = house.upstream.journal.containing(marker);
    expect(second?.body).toContain('"thoughtSignature":"c2lnbmVk"');
  });
});

describe("errors of Responses", () => {
  it.each([
    ["a wrong key", {}, 401, "invalid_api_key"],
    ["a model nobody has", { model: "nobody" }, 404, "model_not_found"],
    ["no input", { input: null }, 400, "invalid_request"],
    ["a bound that is no number", { max_output_tokens: "x" }, 400, "invalid_request"],
  ])("tells of %s as the SDK expects", async (_, extra, status, code) => {
    const { client } = openaiClient(status === 401 ? "gk_live_wrong" : secret);
    const asked = { ...ask(house.modelName("relay", "good")), ...extra } as never;
    const error = await apiErrorOf(client.responses.create(asked) as Promise<unknown>);
    expect(error).toMatchObject({ status, code });
    expect(error.requestID).toMatch(/^req_/);
  });

  it("refuses what a quota does not allow, before the provider hears of it", async () => {
    const quota = { unit: "requests", window: "minute", limit: "1" } as const;
    const { secret: bounded } = await house.newKey({ quotas: [quota] });
    const { client } = openaiClient(bounded);
    const marker = newMarker();
    const asked = ask(house.modelName("openai", "good"), marker);
    await client.responses.create(asked);
    expect(await apiErrorOf(client.responses.create(asked))).toMatchObject({
      status: 429,
      code: "rate_limit_exceeded",
    });
    expect(house.upstream.journal.containing(marker)).toHaveLength(1);
  });
});
