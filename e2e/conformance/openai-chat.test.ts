import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT, JSON_TEXT } from "../faulty-upstream/scripted-answers";
import { newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, openHouse, UPSTREAM_LANES } from "./harness/house";

const MODES = ["good", "tools:1", "tools:2", "json", "length"];

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("chat");
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, MODES);
  const [last = ""] = await house.addModels("simulated", ["sim"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, last);
});
afterAll(() => house.close());

const TOOL = {
  type: "function" as const,
  function: {
    name: "get_weather",
    description: "Weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

describe.each(UPSTREAM_LANES)("the openai SDK over the %s lane", (lane) => {
  const model = (mode: string) => house.modelName(lane, mode);

  it("gets a whole answer with the model it asked for, its finish reason and disjoint usage", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.chat.completions.create(prompt(model("good"), newMarker()));
    expect(answer.object).toBe("chat.completion");
    expect(answer.choices).toHaveLength(1);
    expect(answer.choices[0]?.message).toMatchObject({ role: "assistant", content: GOOD_TEXT });
    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(answer.usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 12, total_tokens: 32 });
    expect(answer.usage?.prompt_tokens_details?.cached_tokens).toBe(4);
  });

  it("streams the same answer in pieces, without usage it did not ask for", async () => {
    const { client } = openaiClient(secret);
    const stream = await client.chat.completions.create({ ...prompt(model("good"), newMarker()), stream: true });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toBe(GOOD_TEXT);
    expect(chunks.filter((chunk) => (chunk.choices[0]?.delta.content ?? "") !== "").length).toBeGreaterThan(1);
    expect(chunks.every((chunk) => chunk.choices.length === 1)).toBe(true);
    expect(chunks.every((chunk) => !("usage" in chunk))).toBe(true);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("stop");
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant");
  });

  it("gets exactly one usage chunk, the last one, when it asked", async () => {
    const { client } = openaiClient(secret);
    const stream = await client.chat.completions.create({
      ...prompt(model("good"), newMarker()),
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const withUsage = chunks.filter((chunk) => chunk.usage !== undefined && chunk.usage !== null);
    expect(withUsage).toHaveLength(1);
    expect(chunks.at(-1)).toBe(withUsage[0]);
    expect(withUsage[0]?.choices).toEqual([]);
    expect(withUsage[0]?.usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 12, total_tokens: 32 });
  });

  it("puts a stream together with the .stream() helper", async () => {
    const { client } = openaiClient(secret);
    const runner = client.chat.completions.stream({
      ...prompt(model("good"), newMarker()),
      stream_options: { include_usage: true },
    });
    const deltas: string[] = [];
    runner.on("content", (delta) => deltas.push(delta));
    const completion = await runner.finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe(GOOD_TEXT);
    expect(deltas.join("")).toBe(GOOD_TEXT);
    expect((await runner.totalUsage()).total_tokens).toBe(32);
  });

  it("says length when the model ran into its limit", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.chat.completions.create({ ...prompt(model("length"), newMarker()), max_tokens: 5 });
    expect(answer.choices[0]?.finish_reason).toBe("length");
  });

  it.each([1, 2])("gets %i tool call(s), whole and streamed alike", async (count) => {
    const { client } = openaiClient(secret);
    const asked = { ...prompt(model(`tools:${count}`), newMarker()), tools: [TOOL] };
    const whole = await client.chat.completions.create(asked);
    const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      expect(choices[0]?.finish_reason).toBe("tool_calls");
      const calls = choices[0]?.message.tool_calls ?? [];
      const functions = calls.map((call) => (call.type === "function" ? call.function : null));
      expect(functions.map((called) => called?.name)).toEqual(new Array(count).fill("get_weather"));
      const cities = functions.map((called) => (JSON.parse(called?.arguments ?? "null") as { city: string }).city);
      expect(cities).toEqual(["Paris", "Oslo"].slice(0, count));
      expect(new Set(calls.map(({ id }) => id)).size).toBe(count);
    }
  });

  it("takes the results of two parallel calls back to the model", async () => {
    const { client } = openaiClient(secret);
    const asked = { ...prompt(model("tools:2"), newMarker()), tools: [TOOL] };
    const first = await client.chat.completions.create(asked);
    const message = first.choices[0]?.message;
    if (message === undefined) throw new Error("no message came");
    const results = (message.tool_calls ?? []).map((call, index) => ({
      role: "tool" as const,
      tool_call_id: call.id,
      content: `result-${index}`,
    }));
    const second = await client.chat.completions.create({
      ...asked,
      messages: [...asked.messages, message, ...results],
    });
    expect(second.choices[0]?.message.content).toContain("result-0");
    expect(second.choices[0]?.message.content).toContain("result-1");
    expect(second.choices[0]?.finish_reason).toBe("stop");
  });

  it("gets JSON that fits a schema", async () => {
    const { client } = openaiClient(secret);
    const schema = {
      type: "object",
      properties: { city: { type: "string" }, population: { type: "integer" } },
      required: ["city", "population"],
      additionalProperties: false,
    };
    const answer = await client.chat.completions.parse({
      ...prompt(model("json"), newMarker()),
      response_format: { type: "json_schema", json_schema: { name: "city", strict: true, schema } },
    });
    expect(answer.choices[0]?.message.parsed).toEqual(JSON.parse(JSON_TEXT));
  });

  it("sends the provider its own credential and never the caller's key", async () => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    await client.chat.completions.create(prompt(model("good"), marker));
    const [entry] = house.upstream.journal.containing(marker);
    const sent = JSON.stringify(entry?.headers);
    expect(sent).toContain(house.credential);
    expect(sent + entry?.body).not.toContain(secret);
    expect(Object.keys(entry?.headers ?? {}).filter((name) => name.startsWith("x-stainless"))).toEqual([]);
  });
});

describe("the openai SDK over the simulated provider", () => {
  it("gets a whole and a streamed answer with honest token counts", async () => {
    const { client } = openaiClient(secret);
    const asked = prompt(house.modelName("simulated", "sim"), "simulate me");
    const whole = await client.chat.completions.create(asked);
    const streamed = await client.chat.completions
      .stream({ ...asked, stream_options: { include_usage: true } })
      .finalChatCompletion();
    expect(whole.choices[0]?.message.content).not.toBe("");
    expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content);
    expect(streamed.usage).toEqual(whole.usage);
    expect(whole.usage?.prompt_tokens).toBeGreaterThan(0);
  });

  it("calls a tool that the prompt names and fits its schema", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.chat.completions.create({
      model: house.modelName("simulated", "sim"),
      messages: [{ role: "user", content: "Use get_weather for Paris" }],
      tools: [TOOL],
    });
    const [call] = answer.choices[0]?.message.tool_calls ?? [];
    expect(call?.type === "function" ? call.function.name : "").toBe("get_weather");
  });
});

describe("models.list", () => {
  it("shows what the key may call and nothing else", async () => {
    const allowed = house.modelName("relay", "good");
    const limited = await house.newKey({ allowedModels: [allowed] });
    await house.served(limited.secret, allowed);
    const page = await openaiClient(limited.secret).client.models.list();
    expect(page.data.map(({ id }) => id)).toEqual([allowed]);
    expect(page.data[0]).toMatchObject({ object: "model" });
    const model = await openaiClient(secret).client.models.retrieve(allowed);
    expect(model.id).toBe(allowed);
  });
});
