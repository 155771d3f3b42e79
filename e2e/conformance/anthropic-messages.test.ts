import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT, JSON_TEXT } from "../faulty-upstream/scripted-answers";
import { recordsMatching } from "./harness/admin";
import { anthropicClient, messagePrompt } from "./harness/anthropic-client";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";

const MODES = ["good", "echo", "tools:1", "tools:2", "json", "length", "paced:500:10"];
const LANES = ["anthropic", "relay", "gemini"] as const;
const TOOL = {
  name: "get_weather",
  description: "The weather in a city.",
  input_schema: { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] },
};
const SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, population: { type: "integer" } },
  required: ["city", "population"],
  additionalProperties: false,
};
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("messages");
  for (const lane of LANES) await house.addModels(lane, MODES);
  await house.addModels("simulated", ["sim"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("simulated", "sim"));
});
afterAll(() => house.close());

describe("the Anthropic SDK over an Anthropic upstream", () => {
  const direct = () => anthropicClient(house.credential, { baseURL: house.upstream.origin });
  const cases = [
    ["text", "good", {}],
    ["a limit that was reached", "length", {}],
    ["a tool call", "tools:1", { tools: [TOOL] }],
    ["parallel tool calls", "tools:2", { tools: [TOOL] }],
    ["JSON by a schema", "json", { output_config: { format: { type: "json_schema" as const, schema: SCHEMA } } }],
  ] as const;

  it.each(cases)("gets %s as it would without the gateway, whole and streamed", async (_, mode, terms) => {
    const through = { ...messagePrompt(house.modelName("anthropic", mode), newMarker()), ...terms };
    const beside = { ...through, model: mode };
    const gateway = anthropicClient(secret);
    const options = { tools: [...("tools" in terms ? terms.tools : [])] };
    expect(await gateway.messages.create({ ...through, ...options })).toEqual(
      await direct().messages.create({ ...beside, ...options }),
    );
    expect(await gateway.messages.stream({ ...through, ...options }).finalMessage()).toEqual(
      await direct()
        .messages.stream({ ...beside, ...options })
        .finalMessage(),
    );
  });

  it("passes everything it does not have to change, byte for byte", async () => {
    const marker = newMarker();
    const model = house.modelName("anthropic", "good");
    const rest =
      `"max_tokens" : 5e2,"unknown":{"deep":[1.10,"\\u00e9",null]},"thinking":{"type":"enabled","budget_tokens":1024},\n` +
      `"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[` +
      `{"role":"user","content":"${marker}"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"EqQB/+=="},` +
      `{"type":"redacted_thinking","data":"EmwK"},{"type":"brand_new_block","x":1e400}]},{"role":"user","content":[]}] }`;
    const answer = await post(`${house.origin}/api/v1/messages?beta=true`, {
      headers: {
        "x-api-key": secret,
        "content-type": "application/json",
        "anthropic-version": "2023-06-01",
        "anthropic-beta": "interleaved-thinking-2025-05-14, brand-new-2026-11-01",
        "x-stainless-lang": "js",
      },
      body: `{ "model":"${model}",${rest}`,
    });
    expect(answer.status).toBe(200);
    const [entry] = house.upstream.journal.containing(marker);
    expect(entry?.body).toBe(`{ "model":"good",${rest}`);
    expect(entry?.path).toBe("/v1/messages");
    expect(entry?.headers).toMatchObject({
      "anthropic-version": "2023-06-01",
      "anthropic-beta": "interleaved-thinking-2025-05-14, brand-new-2026-11-01",
      "x-api-key": house.credential,
    });
    expect(JSON.stringify(entry?.headers)).not.toContain(secret);
    expect(JSON.stringify(entry?.headers)).not.toContain("stainless");
  });

  it("streams the upstream's own bytes", async () => {
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    const asked = {
      ...messagePrompt(house.modelName("anthropic", "tools:2"), newMarker()),
      tools: [TOOL],
      stream: true,
    };
    const through = await post(`${house.origin}/api/v1/messages`, { headers, body: JSON.stringify(asked) });
    const beside = await post(`${house.upstream.anthropicBaseUrl}/messages`, {
      headers,
      body: JSON.stringify({ ...asked, model: "tools:2" }),
    });
    expect(through.body).toBe(beside.body);
  });
});

describe.each(LANES)("the Anthropic SDK over the %s lane", (lane) => {
  const model = (mode: string) => house.modelName(lane, mode);

  it("gets the same answer whole and streamed, with its usage in disjoint counts", async () => {
    const client = anthropicClient(secret);
    const marker = newMarker();
    const whole = await client.messages.create(messagePrompt(model("good"), marker));
    const streamed = await client.messages.stream(messagePrompt(model("good"), newMarker())).finalMessage();
    for (const message of [whole, streamed]) {
      expect(message).toMatchObject({ type: "message", role: "assistant", stop_reason: "end_turn" });
      expect(message.content.map((block) => (block.type === "text" ? block.text : block.type))).toEqual([GOOD_TEXT]);
      expect(message.usage).toMatchObject({ input_tokens: 16, cache_read_input_tokens: 4, output_tokens: 12 });
      expect(message.id).toMatch(/^msg_/);
    }
    const record = await until(async () => (await recordsMatching(marker))[0], { what: "the record" });
    expect(record).toMatchObject({ outcome: "ok", dialect: "anthropic-messages", inputTokens: 20, outputTokens: 12 });
    expect(Number(record.costUsd)).toBeGreaterThan(0);
  });

  it("says max_tokens when the model ran into its limit", async () => {
    const answer = await anthropicClient(secret).messages.create(messagePrompt(model("length"), newMarker()));
    expect(answer.stop_reason).toBe("max_tokens");
  });

  it.each([1, 2])("gets %i tool call(s), and takes the results back to the model", async (count) => {
    const client = anthropicClient(secret);
    const asked = { ...messagePrompt(model(`tools:${count}`), newMarker()), tools: [TOOL] };
    const whole = await client.messages.create(asked);
    const streamed = await client.messages.stream(asked).finalMessage();
    for (const { content, stop_reason: reason } of [whole, streamed]) {
      expect(reason).toBe("tool_use");
      const calls = content.filter((block) => block.type === "tool_use");
      expect(calls.map(({ name, input }) => [name, input])).toEqual(
        ["Paris", "Oslo"].slice(0, count).map((city) => ["get_weather", { city }]),
      );
      expect(new Set(calls.map(({ id }) => id)).size).toBe(count);
    }
    const calls = streamed.content.filter((block) => block.type === "tool_use");
    const results = calls.map(({ id }, index) => ({
      type: "tool_result" as const,
      tool_use_id: id,
      content: `result-${index}`,
    }));
    const second = await client.messages.create({
      ...asked,
      messages: [
        ...asked.messages,
        { role: "assistant", content: streamed.content },
        { role: "user", content: results },
      ],
    });
    expect(second.stop_reason).toBe("end_turn");
    const [said] = second.content;
    for (let index = 0; index < count; index++) {
      expect(said?.type === "text" ? said.text : "").toContain(`result-${index}`);
    }
  });

  it("gets JSON that fits a schema, and shows a picture", async () => {
    const answer = await anthropicClient(secret).messages.create({
      ...messagePrompt(model("json"), newMarker()),
      output_config: { format: { type: "json_schema", schema: SCHEMA } },
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
          ],
        },
      ],
    });
    expect(answer.content).toMatchObject([{ type: "text", text: JSON_TEXT }]);
  });

  it("reaches the upstream at once when it aborts, and pays for what passed", async () => {
    const marker = newMarker();
    const stream = anthropicClient(secret).messages.stream(messagePrompt(model("paced:500:10"), marker));
    let pieces = 0;
    stream.on("error", () => undefined);
    stream.on("abort", () => undefined);
    stream.on("text", () => {
      pieces += 1;
      if (pieces === 5) stream.abort();
    });
    await stream.done().catch(() => undefined);
    await house.upstream.journal.waitFor(marker, (seen) => seen.abortedAt !== null);
    const record = await until(async () => (await recordsMatching(marker))[0], { what: "the record" });
    expect(record).toMatchObject({ outcome: "aborted", streamed: true });
    expect(record.outputTokens).toBeGreaterThan(0);
    expect(record.outputTokens).toBeLessThan(200);
  });
});

describe("the Anthropic SDK over the simulated provider", () => {
  it("gets a whole and a streamed answer, and calls a tool", async () => {
    const client = anthropicClient(secret);
    const model = house.modelName("simulated", "sim");
    const asked = messagePrompt(model, "simulate me");
    const whole = await client.messages.create(asked);
    const streamed = await client.messages.stream(asked).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(whole.usage.input_tokens).toBeGreaterThan(0);
    const messages = [{ role: "user" as const, content: "Use get_weather for Paris" }];
    const called = await client.messages.create({ ...asked, messages, tools: [TOOL] });
    expect(called.content.find((block) => block.type === "tool_use")).toMatchObject({ name: "get_weather" });
  });
});

describe("models and counts", () => {
  it("lists what the key may call, page by page, and shows one", async () => {
    const client = anthropicClient(secret);
    const listed = [];
    for await (const model of client.models.list({ limit: 7 })) listed.push(model);
    const names = listed.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(house.modelName("simulated", "sim"));
    expect(names).toContain(house.modelName("gemini", "json"));
    const one = await client.models.retrieve(house.modelName("relay", "good"));
    expect(one).toMatchObject({ type: "model", id: house.modelName("relay", "good"), lifecycle: "active" });
  });

  it.each([
    ["anthropic", "exact"],
    ["relay", "estimated"],
    ["simulated", "estimated"],
  ] as const)("counts a prompt for the %s lane, %s", async (lane, counted) => {
    const mode = lane === "simulated" ? "sim" : "good";
    const { data, response } = await anthropicClient(secret)
      .messages.countTokens({
        model: house.modelName(lane, mode),
        system: "You count.",
        messages: [{ role: "user", content: "How many tokens are these?" }],
        tools: [TOOL],
      })
      .withResponse();
    expect(data.input_tokens).toBeGreaterThan(10);
    expect(data.input_tokens).toBeLessThan(2_000);
    expect(response.headers.get("x-gatehouse-token-count")).toBe(counted);
  });

  it("counts for nobody without a key", async () => {
    const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "x" }] });
    const headers = { "content-type": "application/json" };
    const answer = await post(`${house.origin}/api/v1/messages/count_tokens`, { headers, body });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ type: "error", error: { type: "authentication_error" } });
  });
});
