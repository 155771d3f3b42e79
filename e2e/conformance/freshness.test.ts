import { afterAll, beforeAll, expect, it } from "vitest";
import { admin, type NewKey } from "./harness/admin";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { PROMISES } from "./harness/promises";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";

let house: House;
let good: string;
let other: string;

beforeAll(async () => {
  house = await openHouse("freshness");
  [good = "", other = ""] = await house.addModels("relay", ["good", "echo"]);
  await house.served((await house.newKey()).secret, other);
});
afterAll(() => house.close());

async function ask(secret: string, model = good): Promise<{ status: number; code: string | null }> {
  const { status, body } = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(prompt(model, newMarker())),
  });
  return { status, code: status === 200 ? null : (JSON.parse(body) as { error: { code: string } }).error.code };
}

/** A key whose look-up is warm: it has just been answered twice. */
async function warmKey(options: Parameters<House["newKey"]>[0] = {}): Promise<NewKey> {
  const key = await house.newKey(options);
  for (let call = 0; call < 2; call += 1) expect((await ask(key.secret)).status).toBe(200);
  return key;
}

/** Changes something and gives how long after the management API's answer the gateway still served the old way. */
async function enforcedAfter(change: () => Promise<unknown>, enforced: () => Promise<boolean>): Promise<number> {
  await change();
  const changedAt = performance.now();
  await until(enforced, { timeoutMs: 10_000, what: "the change being enforced" });
  return performance.now() - changedAt;
}

it("a revoked key stops opening within the promise, although its look-up is cached", async () => {
  const key = await warmKey();
  const lag = await enforcedAfter(
    () => admin("POST", `/keys/${key.id}/revoke`),
    async () => (await ask(key.secret)).status === 401,
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
  expect(await ask(key.secret)).toEqual({ status: 401, code: "invalid_api_key" });
});

it("a disabled key is refused within the promise and works again when enabled", async () => {
  const key = await warmKey();
  const off = await enforcedAfter(
    () => admin("POST", `/keys/${key.id}/disable`),
    async () => (await ask(key.secret)).code === "key_disabled",
  );
  const on = await enforcedAfter(
    () => admin("POST", `/keys/${key.id}/enable`),
    async () => (await ask(key.secret)).status === 200,
  );
  expect(Math.max(off, on)).toBeLessThan(PROMISES.changeIsEnforcedMs);
});

it("a rotated key takes its new secret at once; the old one ends with its overlap", async () => {
  const key = await warmKey();
  const rotated = await admin<{ secret: string }>("POST", `/keys/${key.id}/rotate`, { overlapSeconds: 3600 });
  expect((await ask(rotated.secret)).status).toBe(200);
  expect((await ask(key.secret)).status).toBe(200);
  const again = await admin<{ secret: string }>("POST", `/keys/${key.id}/rotate`, { overlapSeconds: 0 });
  const lag = await enforcedAfter(
    async () => undefined,
    async () => (await ask(rotated.secret)).status === 401,
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
  expect((await ask(again.secret)).status).toBe(200);
});

it("a narrowed list of models is enforced within the promise", async () => {
  const key = await warmKey();
  const lag = await enforcedAfter(
    () => admin("PATCH", `/keys/${key.id}`, { allowedModels: [other] }),
    async () => (await ask(key.secret)).code === "model_not_allowed",
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
  expect((await ask(key.secret, other)).status).toBe(200);
});

it("a lowered limit is enforced within the promise", async () => {
  const key = await warmKey({ quotas: [{ unit: "usd", window: "month", limit: "5" }] });
  const lag = await enforcedAfter(
    () => admin("POST", "/quotas", { scope: { kind: "key", id: key.id }, unit: "usd", window: "month", limit: "0" }),
    async () => (await ask(key.secret)).code === "budget_exceeded",
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
});

it("a disabled model disappears within the promise", async () => {
  const key = await warmKey();
  const [model = ""] = await house.addModels("relay", ["json"]);
  await house.served(key.secret, model);
  const { items } = await admin<{ items: { id: string; name: string }[] }>("GET", "/models");
  const id = items.find(({ name }) => name === model)?.id ?? "";
  const lag = await enforcedAfter(
    () => admin("PATCH", `/models/${id}`, { status: "disabled" }),
    async () => (await ask(key.secret, model)).status === 404,
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
});

it("an archived project takes its keys along within the promise", async () => {
  const project = await admin<{ id: string }>("POST", "/projects", {
    teamId: house.teamId,
    name: `to close ${newMarker()}`,
  });
  const { secret } = await admin<{ secret: string }>("POST", "/keys", {
    projectId: project.id,
    name: "closing",
    allowedModels: ["*"],
  });
  expect((await ask(secret)).status).toBe(200);
  const lag = await enforcedAfter(
    () => admin("POST", `/projects/${project.id}/archive`),
    async () => (await ask(secret)).status >= 400,
  );
  expect(lag).toBeLessThan(PROMISES.changeIsEnforcedMs);
});
