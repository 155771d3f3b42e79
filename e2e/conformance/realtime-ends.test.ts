import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, quotasOf } from "./harness/admin";
import type { House } from "./harness/house";
import { PROMISES } from "./harness/promises";
import { openRaw, openRealtime, type RealtimeClient, refusedRealtime } from "./harness/realtime-client";
import { ask, COST_OF_ANSWER, openRealtimeHouse, type RealtimeHouse } from "./harness/realtime-house";
import { until } from "./harness/until";

let realtime: RealtimeHouse;
let house: House;
let secret: string;

beforeAll(async () => {
  realtime = await openRealtimeHouse("realtime ends", ["text", "listens", "silent", "dies", "garbage"]);
  ({ house, secret } = realtime);
});
afterAll(() => realtime.close());

const model = (mode: string) => realtime.model(mode);
const lastSession = (mode: string) => realtime.lastSession(mode);
const end = (client: RealtimeClient) => realtime.end(client);

/** Waits until the key's one quota stands so, in its unit. */
const standsAt = (keyId: string, settled: number, held: number) =>
  until(
    async () => {
      const standing = (await quotasOf(keyId))[0]?.standing;
      return Number(standing?.settled) === settled && Number(standing?.held) === held;
    },
    { what: `the quota being settled at ${settled} with ${held} held` },
  );

describe("what runs out", () => {
  it("ends a session whose budget has no room for the next answer, after the last one was delivered whole", async () => {
    // Room for an answer and its first turn, not for two.
    const quotas = [{ unit: "usd" as const, window: "lifetime" as const, limit: "0.04" }];
    const key = await house.newKey({ quotas });
    const client = await openRealtime(key.secret, model("text"));
    ask(client);
    await client.event("response.done");
    ask(client);
    expect(await client.event("error")).toMatchObject({
      status: 429,
      error: { type: "insufficient_quota", code: "budget_exceeded", gatehouse: { scope: "key" } },
    });
    expect(await client.closed).toEqual({ code: 1008, reason: "budget_exceeded" });
    expect(await house.record(client.requestId)).toMatchObject({
      outcome: "interrupted",
      errorCode: "budget_exceeded",
      costUsd: COST_OF_ANSWER,
    });
    await standsAt(key.id, Number(COST_OF_ANSWER), 0);
  });

  it("holds rolling windows answer by answer, so that silence holds nothing", async () => {
    const key = await house.newKey({ quotas: [{ unit: "tokens", window: "minute", limit: "3400" }] });
    const client = await openRealtime(key.secret, model("text"));
    ask(client);
    await client.event("response.done");
    await standsAt(key.id, 1_400, 0);
    ask(client);
    await until(() => client.events.filter(({ type }) => type === "response.done").length === 2);
    ask(client);
    expect(await client.event("error")).toMatchObject({ error: { code: "rate_limit_exceeded" } });
    expect((await client.closed).code).toBe(1008);
  });

  it("counts a session as one call at once, until it is closed", async () => {
    const key = await house.newKey({ quotas: [{ unit: "concurrent", window: "now", limit: "1" }] });
    const headers = { authorization: `Bearer ${key.secret}` };
    const client = await openRealtime(key.secret, model("text"));
    const refused = await refusedRealtime(`?model=${model("text")}`, { headers });
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "rate_limit_exceeded" } } });
    await end(client);
    await until(async () => {
      const again = openRaw(`?model=${model("text")}`, { headers });
      const opened = await new Promise((resolve) => {
        again.once("open", () => resolve(true));
        again.once("error", () => resolve(false));
      });
      again.terminate();
      return opened === true;
    });
  });

  it("takes room for answers that come unasked as soon as somebody speaks", async () => {
    const key = await house.newKey({ quotas: [{ unit: "tokens", window: "lifetime", limit: "2000" }] });
    const client = await openRealtime(key.secret, model("listens"));
    const append = { type: "input_audio_buffer.append" as const, audio: Buffer.alloc(4_800).toString("base64") };
    client.rt.send(append);
    await client.event("response.done");
    client.rt.send(append);
    expect(await client.event("error")).toMatchObject({ error: { code: "rate_limit_exceeded" } });
    expect(client.events.filter(({ type }) => type === "response.done")).toHaveLength(1);
    expect((await client.closed).code).toBe(1008);
  });

  it("closes the session of a revoked key within two seconds, also while an answer runs", async () => {
    const key = await house.newKey();
    const client = await openRealtime(key.secret, model("silent"));
    ask(client);
    await client.event("response.output_text.delta");
    await admin("POST", `/keys/${key.id}/revoke`);
    const revokedAt = performance.now();
    expect(await client.closed).toEqual({ code: 1008, reason: "invalid_api_key" });
    expect(performance.now() - revokedAt).toBeLessThan(PROMISES.changeIsEnforcedMs);
    expect(await client.event("error")).toMatchObject({ status: 401, error: { code: "invalid_api_key" } });
    expect(await house.record(client.requestId)).toMatchObject({ outcome: "interrupted", usageSource: "estimated" });
    await until(() => lastSession("silent").closed !== null);
  });
});

describe("what goes wrong", () => {
  it("tells an upstream that died from one that left: error event, 1011, failed, what was seen is billed", async () => {
    const client = await openRealtime(secret, model("dies"));
    ask(client);
    expect(await client.event("error")).toMatchObject({ error: { code: "upstream_truncated" } });
    expect(await client.closed).toEqual({ code: 1011, reason: "upstream_truncated" });
    const record = await house.record(client.requestId);
    expect(record).toMatchObject({ outcome: "failed", errorCode: "upstream_truncated", usageSource: "estimated" });
    expect(Number(record.costUsd)).toBeGreaterThan(0);
  });

  it("does not pass on what is no event", async () => {
    const client = await openRealtime(secret, model("garbage"));
    ask(client);
    expect(await client.event("error")).toMatchObject({ error: { code: "upstream_error" } });
    expect((await client.closed).code).toBe(1011);
    expect(client.raw.join()).not.toContain("this is no event");
  });

  it("bills a caller who vanished for what was seen, and lets go of the upstream", async () => {
    const client = await openRealtime(secret, model("silent"));
    ask(client);
    await until(() => client.events.filter(({ type }) => type === "response.output_text.delta").length === 2);
    client.rt.socket.terminate();
    const record = await house.record(client.requestId);
    expect(record).toMatchObject({ outcome: "aborted", usageSource: "estimated", outputTokens: 2 });
    await until(() => lastSession("silent").closed !== null);
  });

  it.each([
    ["no JSON", "{not json", "invalid_json"],
    ["no object", "[1]", "invalid_json"],
    ["no type", '{"event_id":"e"}', "invalid_request"],
    ["two types", '{"type":"session.update","type":"response.create"}', "invalid_json"],
  ])("answers an event that is %s with an error event and goes on", async (_name, text, code) => {
    const client = await openRealtime(secret, model("text"));
    client.rt.socket.send(text);
    expect(await client.event("error")).toMatchObject({ status: 400, error: { code } });
    expect(lastSession("text").received).toEqual([]);
    ask(client);
    await client.event("response.done");
    await end(client);
  });

  it.each([
    [
      "a binary message",
      (socket: RealtimeClient["rt"]["socket"]) => socket.send(Buffer.from("{}"), { binary: true }),
      1003,
    ],
    [
      "a message past the limit",
      (socket: RealtimeClient["rt"]["socket"]) => socket.send(`"${"x".repeat(3 << 20)}"`),
      1009,
    ],
    [
      "text that is no UTF-8",
      (socket: RealtimeClient["rt"]["socket"]) => socket.send(Buffer.from([0xff]), { binary: false }),
      1007,
    ],
  ])("closes for %s", async (_name, misbehave, code) => {
    const client = await openRealtime(secret, model("text"));
    misbehave(client.rt.socket);
    expect((await client.closed).code).toBe(code);
    await until(() => lastSession("text").closed !== null);
    expect((await house.record(client.requestId)).outcome).toMatch(/aborted|refused/);
  });
});
