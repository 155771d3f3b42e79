import { afterAll, beforeAll, expect, it } from "vitest";
import { admin, type NewKey } from "./harness/admin";
import { type House, openHouse } from "./harness/house";
import { PROMISES } from "./harness/promises";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";

interface Flag {
  id: string;
  kind: string;
  paused: boolean;
  reason: string;
}
interface Refused {
  error: { code: string; message: string };
}

let house: House;
let good: string;

beforeAll(async () => {
  house = await openHouse("runaway");
  [good = ""] = await house.addModels("relay", ["good"]);
  await house.served((await house.newKey()).secret, good);
});
afterAll(() => house.close());

const say = (key: NewKey, content: string) =>
  post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: good, messages: [{ role: "user", content }] }),
  });

const openFlags = async (key: NewKey) =>
  (await admin<{ items: Flag[] }>("GET", `/runaway-flags?keyId=${key.id}&open=true`)).items;

async function newKey(onRunaway: "flag" | "pause"): Promise<NewKey> {
  const key = await house.newKey();
  await admin("PATCH", `/keys/${key.id}`, { onRunaway });
  return key;
}

/** Sends the same prompt again and again, ten at a time, until `done` says so. */
async function loop(key: NewKey, done: (last: { status: number; body: string }) => Promise<boolean>): Promise<void> {
  await until(
    async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => say(key, "Tell me the time, please.")));
      const last = answers.at(-1);
      return last !== undefined && (await done(last));
    },
    { timeoutMs: 45_000, what: "the loop being noticed" },
  );
}

it("a key that repeats one prompt is paused, told why, and works again with one click", async () => {
  const key = await newKey("pause");
  await loop(key, async ({ status }) => status === 403);
  const { error } = JSON.parse((await say(key, "something else")).body) as Refused;
  expect(error.code).toBe("key_paused");
  expect(error.message).toMatch(/was paused by the runaway guard at .*Z: It sent the same prompt again and again/);
  expect(error.message).toContain(`Its team lead can resume it with one click: ${house.origin}/keys/${key.id}`);
  expect(await openFlags(key)).toMatchObject([{ kind: "loop", paused: true }]);
  expect(await admin("GET", `/keys/${key.id}`)).toMatchObject({
    status: "paused",
    allowedActions: expect.arrayContaining(["resume"]),
  });

  await admin("POST", `/keys/${key.id}/resume`);
  const resumedAt = performance.now();
  await until(async () => (await say(key, "something else")).status === 200, { what: "the key working again" });
  expect(performance.now() - resumedAt).toBeLessThan(PROMISES.changeIsEnforcedMs);
  expect(await openFlags(key)).toEqual([]);
});

it("a key that is only to be flagged goes on, and what was seen can be dismissed", async () => {
  const key = await newKey("flag");
  await loop(key, async () => (await openFlags(key)).length > 0);
  const [flag] = await openFlags(key);
  expect(flag).toMatchObject({ kind: "loop", paused: false, reason: expect.stringContaining("same prompt") });
  expect((await say(key, "something else")).status).toBe(200);
  await admin("POST", `/runaway-flags/${flag?.id ?? ""}/dismiss`);
  expect(await openFlags(key)).toEqual([]);
});
