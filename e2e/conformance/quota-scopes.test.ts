import { afterAll, beforeAll, expect, it } from "vitest";
import { admin, type NewKey } from "./harness/admin";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

let house: House;
let models: Map<string, string>;
const names = ["good", "slow-bytes:2"];

beforeAll(async () => {
  house = await openHouse("scopes");
  await house.addModels("relay", names);
  await house.addModels("simulated", ["other"]);
  const listed = await admin<{ items: { id: string; name: string }[] }>("GET", "/models");
  models = new Map(listed.items.map(({ id, name }) => [name, id]));
  await house.served((await house.newKey()).secret, house.modelName("simulated", "other"));
});
afterAll(() => house.close());

const idOf = (name: string) => models.get(name) ?? "";

/** One request a day for a scope, and a key made after it, so that both are enforced. */
async function oneADay(scope: object, attributes: object = {}): Promise<NewKey> {
  await admin("POST", "/quotas", { scope, unit: "requests", window: "day", limit: "1" });
  const key = await house.newKey();
  await admin("PATCH", `/keys/${key.id}`, attributes);
  const known = await house.newKey({ quotas: [{ unit: "requests", window: "day", limit: "100" }] });
  return "tags" in attributes || "mayAttribute" in attributes ? key : known;
}

async function call(
  key: NewKey,
  with_: { model?: string; user?: string; tags?: string } = {},
): Promise<{ status: number; text: string }> {
  const { model = house.modelName("relay", "good"), user, tags } = with_;
  const { status, body } = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: {
      authorization: `Bearer ${key.secret}`,
      "content-type": "application/json",
      ...(tags === undefined ? {} : { "x-gatehouse-tags": tags }),
    },
    body: JSON.stringify({ model, user, messages: [{ role: "user", content: "Say one word." }] }),
  });
  return { status, text: body };
}

it("a model's quota stops calls to that model, whoever calls, and no others", async () => {
  const model = house.modelName("relay", "slow-bytes:2");
  const key = await oneADay({ kind: "model", id: idOf(model) });
  expect((await call(key, { model })).status).toBe(200);
  const refused = await call(await house.newKey(), { model });
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('"scope":"model"');
  expect((await call(key)).status).toBe(200);
});

it("a key's quota at a model stops that key at that model alone", async () => {
  const model = house.modelName("relay", "good");
  const [one, other] = [await house.newKey(), await house.newKey()];
  const key = await oneADay({ kind: "key_model", id: one.id, modelId: idOf(model) });
  expect([(await call(one)).status, (await call(one)).status]).toEqual([200, 429]);
  expect([(await call(other)).status, (await call(key)).status]).toEqual([200, 200]);
  expect((await call(one, { model: house.modelName("simulated", "other") })).status).toBe(200);
});

it("an end user's quota follows the user over keys that may attribute, and means nothing to others", async () => {
  const user = `ada ${house.teamId}`;
  const key = await oneADay({ kind: "end_user", id: user }, { mayAttribute: true });
  expect([(await call(key, { user })).status, (await call(key, { user })).status]).toEqual([200, 429]);
  expect((await call(key, { user: "bob" })).status).toBe(200);
  expect((await call(await house.newKey(), { user })).status).toBe(200);
});

it("a tag's quota counts the calls that carry it, by their key or by header", async () => {
  const tag = `feature=${house.teamId}`;
  const key = await oneADay({ kind: "tag", id: tag }, { mayAttribute: true });
  expect((await call(key, { tags: "feature=none" })).status).toBe(200);
  const tags = `env=live, ${tag}`;
  expect([(await call(key, { tags })).status, (await call(key, { tags })).status]).toEqual([200, 429]);
  const tagged = await oneADay({ kind: "tag", id: `${tag}.2` }, { tags: [`${tag}.2`] });
  expect([(await call(tagged)).status, (await call(tagged)).status]).toEqual([200, 429]);
  const bad = await call(key, { tags: "no value" });
  expect(bad.status).toBe(400);
  expect(bad.text).toContain("x-gatehouse-tags");
});

it("a provider's quota stops calls that may go there", async () => {
  const { items } = await admin<{ items: { id: string; name: string }[] }>("GET", "/providers");
  const provider = items.find(({ name }) => name === house.providerNames.simulated);
  const key = await oneADay({ kind: "provider", id: provider?.id ?? "" });
  const model = house.modelName("simulated", "other");
  const statuses = [(await call(key, { model })).status, (await call(key, { model })).status];
  expect(statuses).toEqual([200, 429]);
  expect((await call(key)).status).toBe(200);
});
