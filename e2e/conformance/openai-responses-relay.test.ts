import OpenAI from "openai";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiErrorOf, newMarker, openaiClient } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { ask, eventsOf, TOOL } from "./harness/responses";

const LANES = ["openai", "relay", "anthropic", "gemini"] as const;
const MODES = ["good", "echo", "tools:1", "tools:2"];

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("stored responses");
  let last = "";
  for (const lane of LANES) [last = ""] = (await house.addModels(lane, MODES)).slice(-1);
  secret = (await house.newKey()).secret;
  await house.served(secret, last);
});
afterAll(() => house.close());

describe("the relay of Responses", () => {
  const direct = () => new OpenAI({ apiKey: "direct", baseURL: house.upstream.openaiBaseUrl, maxRetries: 0 });
  const model = (mode: string) => house.modelName("openai", mode);

  it.each(["good", "tools:2"])("gives the SDK what the provider gives it, whole and streamed (%s)", async (mode) => {
    const { client } = openaiClient(secret);
    const marker = newMarker();
    const tools = [TOOL];
    const there = await direct().responses.create({ ...ask(mode, marker), tools });
    expect(await client.responses.create({ ...ask(model(mode), marker), tools })).toEqual(there);
    const streamedThere = await eventsOf(
      await direct().responses.create({ ...ask(mode, marker), tools, stream: true }),
    );
    const asked = { ...ask(model(mode), marker), tools, stream: true as const };
    expect(await eventsOf(await client.responses.create(asked))).toEqual(streamedThere);
  });

  it("changes nothing of the caller's bytes but the model's name", async () => {
    const marker = newMarker();
    const head = `{ "store":false,\n "unknown" : {"b":1.0,"a":[ ]}, "model":`;
    const tail = `, "input": [{"role":"user","content":"${marker}"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA=="}],"include":["reasoning.encrypted_content"] }`;
    const answered = await post(`${house.origin}/api/v1/responses`, {
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: `${head}"${model("echo")}"${tail}`,
    });
    expect(answered.status).toBe(200);
    expect(JSON.parse(answered.body)["x-unknown"]).toEqual({ kept: true });
    const [entry] = house.upstream.journal.containing(marker);
    expect(entry?.body).toBe(`${head}"echo"${tail}`);
  });

  it("builds on an earlier response only for the project that made it", async () => {
    const { client } = openaiClient(secret);
    const first = await client.responses.create(ask(model("good")));
    const marker = newMarker();
    const follow = { ...ask(model("good"), marker), previous_response_id: first.id };
    await client.responses.create(follow);
    expect(house.upstream.journal.containing(marker)[0]?.body).toContain(first.id);
    expect(await client.responses.retrieve(first.id)).toMatchObject({ id: first.id, object: "response" });
    expect((await client.responses.inputItems.list(first.id)).data).toEqual([]);

    const stranger = await openHouse("strangers");
    try {
      const key = await stranger.newKey({ allowedModels: ["*"] });
      const other = openaiClient(key.secret).client;
      for (const call of [
        () => other.responses.retrieve(first.id),
        () => other.responses.delete(first.id),
        () => other.responses.cancel(first.id),
        () => other.responses.create(follow),
      ]) {
        expect(await apiErrorOf(call())).toMatchObject({ status: 404, code: "object_not_found" });
      }
    } finally {
      await stranger.close();
    }

    expect(await apiErrorOf(client.responses.cancel(first.id))).toMatchObject({ status: 400 });
    await client.responses.delete(first.id);
    expect(await apiErrorOf(client.responses.retrieve(first.id))).toMatchObject({ status: 404 });
  });

  it("knows the id of a streamed response, and of its items, before the stream is over", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.responses.stream(ask(model("good"))).finalResponse();
    const [item] = answer.output;
    const input = [
      { type: "item_reference" as const, id: item?.id ?? "" },
      { role: "user" as const, content: "go on" },
    ];
    await client.responses.create({ model: model("good"), input, previous_response_id: answer.id });
  });

  it("sends a call that builds on something only to where that is", async () => {
    const { client } = openaiClient(secret);
    const first = await client.responses.create(ask(model("good")));
    const follow = { ...ask(house.modelName("anthropic", "good")), previous_response_id: first.id };
    expect(await apiErrorOf(client.responses.create(follow))).toMatchObject({
      status: 400,
      param: "previous_response_id",
    });
  });

  it("records tokens, cost and dialect", async () => {
    const { client } = openaiClient(secret);
    const answer = await client.responses.create(ask(model("good"))).withResponse();
    const record = await house.record(answer.response.headers.get("x-request-id") ?? "");
    expect(record).toMatchObject({ outcome: "ok", usageSource: "reported", inputTokens: 20, outputTokens: 12 });
  });
});

describe("a Responses body on /chat/completions", () => {
  it.each(["openai", "relay", "anthropic", "gemini"] as const)(
    "is answered as a chat completion (%s)",
    async (lane) => {
      const { client } = openaiClient(secret);
      const marker = newMarker();
      const body = {
        model: house.modelName(lane, "tools:1"),
        input: [{ role: "user", content: [{ type: "input_text", text: marker }] }],
        tools: [{ name: "get_weather", description: "d", input_schema: TOOL.parameters }],
        tool_choice: "auto",
        stream_options: { include_usage: true },
      };
      const whole = await client.chat.completions.create(body as never);
      expect(whole).toMatchObject({ object: "chat.completion", choices: [{ finish_reason: "tool_calls" }] });
      const stream = await client.chat.completions.create({ ...body, stream: true } as never);
      const chunks: ChatCompletionChunk[] = [];
      for await (const chunk of stream as unknown as AsyncIterable<ChatCompletionChunk>) chunks.push(chunk);
      const names = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls?.[0]?.function?.name ?? []);
      expect(names).toEqual(["get_weather"]);
      expect(chunks.at(-1)?.usage?.total_tokens).toBe(32);
      const [entry] = house.upstream.journal.containing(marker);
      expect(entry?.dialect).not.toBe("openai-responses");
    },
  );
});
