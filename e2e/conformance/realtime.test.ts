import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { USAGE } from "../realtime-upstream/modes";
import type { House } from "./harness/house";
import { openRaw, openRealtime, type RealtimeClient, refusedRealtime } from "./harness/realtime-client";
import { ask, COST_OF_ANSWER, openRealtimeHouse, type RealtimeHouse } from "./harness/realtime-house";
import { until } from "./harness/until";

let realtime: RealtimeHouse;
let house: House;
let secret: string;

beforeAll(async () => {
  realtime = await openRealtimeHouse("realtime", ["text", "sound", "tool", "leaves", "unwelcome", "locked"]);
  ({ house, secret } = realtime);
});
afterAll(() => realtime.close());

const model = (mode: string) => realtime.model(mode);
const lastSession = (mode: string) => realtime.lastSession(mode);
const end = (client: RealtimeClient) => realtime.end(client);

describe("a session", () => {
  it("is relayed event by event, and recorded with usage and cost of its answers", async () => {
    const client = await openRealtime(secret, model("text"));
    await client.event("session.created");
    client.rt.send({ type: "session.update", session: { type: "realtime", instructions: "Be brief." } });
    await client.event("session.updated");
    ask(client);
    await client.event("response.done");
    expect(client.raw).toEqual(lastSession("text").sent);
    expect(client.events.map(({ type }) => type)).toContain("response.output_text.delta");
    expect(await end(client)).toMatchObject({
      outcome: "ok",
      httpStatus: 101,
      usageSource: "reported",
      inputTokens: USAGE.input_tokens,
      outputTokens: USAGE.output_tokens,
      costUsd: COST_OF_ANSWER,
      attemptCount: 1,
      streamed: true,
    });
    expect(client.headers).toMatchObject({ "x-gatehouse-model": model("text"), "x-gatehouse-attempts": "1" });
  });

  it("adds up all of its answers in one record", async () => {
    const client = await openRealtime(secret, model("text"));
    for (const count of [1, 2, 3]) {
      ask(client);
      await until(() => client.events.filter(({ type }) => type === "response.done").length === count);
    }
    expect(await end(client)).toMatchObject({ inputTokens: 3_000, outputTokens: 1_200, costUsd: "0.09636" });
  });

  it("goes upstream with the provider's credential and model, and never with the caller's key", async () => {
    const client = await openRealtime(secret, model("text"));
    await end(client);
    const { headers, url } = lastSession("text");
    expect(headers.authorization).toBe(`Bearer ${house.credential}`);
    expect(url).toBe("/v1/realtime?model=text");
    expect(JSON.stringify(headers)).not.toContain(secret);
    expect(headers["sec-websocket-extensions"]).toBeUndefined();
  });

  it("carries sound byte for byte in both directions", async () => {
    const client = await openRealtime(secret, model("sound"));
    const heard = JSON.stringify({
      audio: Buffer.alloc(48_000, 7).toString("base64"),
      type: "input_audio_buffer.append",
    });
    client.rt.socket.send(heard);
    ask(client, {});
    await client.event("response.done");
    expect(client.raw).toEqual(lastSession("sound").sent);
    expect(lastSession("sound").received[0]).toBe(heard);
    await end(client);
  });

  it("carries calls of tools and what they gave", async () => {
    const client = await openRealtime(secret, model("tool"));
    ask(client);
    expect(await client.event("response.function_call_arguments.done")).toMatchObject({ arguments: '{"city":"Łódź"}' });
    const item = { type: "function_call_output" as const, call_id: "call_1", output: '{"°C": 21}' };
    client.rt.send({ type: "conversation.item.create", item });
    await until(() => lastSession("tool").received.some((text) => text.includes('{\\"°C\\": 21}')));
    await end(client);
  });

  it("has the model's bound put into answers that have none, and keeps the caller's own", async () => {
    const client = await openRealtime(secret, model("text"));
    client.rt.socket.send('{"type": "response.create" , "response":{"max_output_tokens":  7}}');
    client.rt.socket.send('{"type":"response.create"}');
    await until(() => lastSession("text").received.length === 2);
    expect(lastSession("text").received).toEqual([
      '{"type": "response.create" , "response":{"max_output_tokens":  7}}',
      '{"type":"response.create","response":{"max_output_tokens":500}}',
    ]);
    await end(client);
  });

  it("stays with its model: another one in an update is refused, and the session goes on", async () => {
    const client = await openRealtime(secret, model("text"));
    client.rt.socket.send(JSON.stringify({ type: "session.update", session: { type: "realtime", model: "gpt-dear" } }));
    expect(await client.event("error")).toMatchObject({
      error: { code: "unsupported_parameter", param: "session.model" },
    });
    client.rt.socket.send(JSON.stringify({ type: "session.update", session: { model: model("text") } }));
    await client.event("session.updated");
    expect(lastSession("text").received).toEqual(['{"type":"session.update","session":{"model":"text"}}']);
    await end(client);
  });

  it("is closed by the upstream as by a provider, code and reason", async () => {
    const client = await openRealtime(secret, model("leaves"));
    ask(client);
    expect(await client.closed).toEqual({ code: 1001, reason: "session ended" });
    expect(await house.record(client.requestId)).toMatchObject({ outcome: "ok" });
  });
});

describe("the simulated provider", () => {
  it("talks without a provider: deterministic, marked, priced", async () => {
    const said: unknown[] = [];
    for (const _turn of [1, 2]) {
      const client = await openRealtime(secret, house.modelName("simulated", "talk"));
      const content = [{ type: "input_text" as const, text: "Say something." }];
      client.rt.send({ type: "conversation.item.create", item: { type: "message", role: "user", content } });
      ask(client, { output_modalities: ["text"], max_output_tokens: 12 });
      const done = (await client.event("response.done")) as { response?: unknown } | undefined;
      said.push(done?.response);
      expect(client.headers["x-gatehouse-simulated"]).toBe("true");
      const record = await end(client);
      expect(record).toMatchObject({ outcome: "ok", simulated: true, outputTokens: 12, usageSource: "reported" });
      expect(Number(record.costUsd)).toBeGreaterThan(0);
    }
    expect(said[0]).toMatchObject({ status: "incomplete", usage: { output_tokens: 12 } });
    expect(said[1]).toEqual(said[0]);
  });

  it("ends a session whose upstream broke off with an error event, 1011 and a failed record", async () => {
    const client = await openRealtime(secret, house.modelName("simulated", "talk"));
    ask(client, { metadata: { simulate: "failure=truncate" } });
    expect(await client.event("error")).toMatchObject({ error: { code: "upstream_truncated" } });
    expect((await client.closed).code).toBe(1011);
    expect(await house.record(client.requestId)).toMatchObject({ outcome: "failed", usageSource: "estimated" });
  });
});

describe("before a session opens", () => {
  it.each([
    ["no key", {}, 401, "invalid_api_key"],
    ["an unknown key", { authorization: "Bearer gk_live_nobody" }, 401, "invalid_api_key"],
  ])("answers %s plainly, in the dialect, with an id", async (_name, headers, status, code) => {
    const refused = await refusedRealtime(`?model=${model("text")}`, { headers });
    expect(refused).toMatchObject({ status, body: { error: { code } } });
    expect(refused.headers["x-request-id"]).toMatch(/^req_/);
  });

  it.each([
    ["no model", "", 400, "invalid_request"],
    ["two models", "?model=a&model=b", 400, "invalid_request"],
    ["a model that does not exist", "?model=nobody", 404, "model_not_found"],
    ["an intent", "?intent=transcription", 400, "unsupported_parameter"],
  ])("refuses %s", async (_name, query, status, code) => {
    const refused = await refusedRealtime(query, { headers: { authorization: `Bearer ${secret}` } });
    expect(refused).toMatchObject({ status, body: { error: { code } } });
  });

  it("refuses a model without sessions, and one the key may not use", async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const plain = await refusedRealtime(`?model=${house.modelName("anthropic", "plain")}`, { headers });
    expect(plain).toMatchObject({ status: 400, body: { error: { code: "unsupported_parameter", param: "model" } } });
    const narrow = await house.newKey({ allowedModels: [model("text")] });
    const other = await refusedRealtime(`?model=${model("tool")}`, {
      headers: { authorization: `Bearer ${narrow.secret}` },
    });
    expect(other).toMatchObject({ status: 403, body: { error: { code: "model_not_allowed" } } });
  });

  it.each([
    ["locked", 502, "upstream_auth_error"],
    ["unwelcome", 502, "upstream_error"],
  ])("tells an upstream that is %s from a caller's mistake", async (mode, status, code) => {
    const refused = await refusedRealtime(`?model=${model(mode)}`, { headers: { authorization: `Bearer ${secret}` } });
    expect(refused).toMatchObject({ status, body: { error: { code } } });
    expect(await house.record(String(refused.headers["x-request-id"]))).toMatchObject({
      outcome: "failed",
      attemptCount: 1,
    });
  });

  it("takes a browser's key from its subprotocols, answers `realtime` and never the key, and compresses nothing", async () => {
    const protocols = ["realtime", `openai-insecure-api-key.${secret}`];
    const ws = openRaw(`?model=${model("text")}`, { protocols });
    await new Promise((resolve) => ws.once("open", resolve));
    expect([ws.protocol, ws.extensions]).toEqual(["realtime", ""]);
    ws.close();
    const other = await house.newKey();
    const headers = { authorization: `Bearer ${other.secret}` };
    const refused = await refusedRealtime(`?model=${model("text")}`, { headers, protocols });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "conflicting_credentials" } } });
  });

  it("tells who comes without a WebSocket what the path wants", async () => {
    const url = `${house.origin}/api/v1/realtime?model=${model("text")}`;
    const plain = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
    expect([plain.status, await plain.json()]).toMatchObject([426, { error: { code: "upgrade_required" } }]);
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { method: "POST" })).status).toBe(405);
  });
});
