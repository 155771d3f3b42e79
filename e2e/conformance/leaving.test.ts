import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { admin } from "./harness/admin";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { PROMISES } from "./harness/promises";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";

let house: House;
let model: string;
let scimToken: string;

beforeAll(async () => {
  house = await openHouse("leaving");
  [model = ""] = await house.addModels("simulated", ["simulated-small"]);
  await house.served((await house.newKey()).secret, model);
  scimToken = (await admin<{ secret: string }>("POST", "/scim-tokens", { name: "directory" })).secret;
});
afterAll(() => house.close());

async function scim<Body>(method: string, path: string, body?: object): Promise<Body> {
  const answer = await fetch(`${house.origin}/api/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${scimToken}`, "content-type": "application/scim+json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === "" ? null : JSON.parse(text)) as Body;
}

/** Somebody of the directory, signed in with a browser, who owns a key that has just been used. */
async function colleague() {
  const userName = `${randomUUID()}@directory.example`;
  const { id } = await scim<{ id: string }>("POST", "/Users", { userName, displayName: "Colleague" });
  const { signInLink } = await admin<{ signInLink: { url: string } }>("POST", `/people/${id}/sign-in-links`);
  const cookie = await signIn(signInLink.url.split("#token=")[1] ?? "");
  const body = { projectId: house.projectId, name: userName, allowedModels: [model], ownerId: id };
  const key = await admin<{ secret: string }>("POST", "/keys", body);
  expect(await ask(key.secret)).toBe(200);
  return { id, cookie, secret: key.secret };
}

async function signIn(token: string): Promise<string> {
  const csrf = await fetch(`${house.origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const answer = await fetch(`${house.origin}/api/auth/callback/one-time-link`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify({ csrfToken, token, json: "true" }),
  });
  return (
    answer.headers
      .getSetCookie()
      .find((one) => one.includes("session="))
      ?.split(";")[0] ?? ""
  );
}

async function ask(secret: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const body = JSON.stringify(prompt(model, newMarker()));
  return (await post(`${house.origin}/api/v1/chat/completions`, { headers, body })).status;
}

const me = async (cookie: string) => (await fetch(`${house.origin}/api/admin/me`, { headers: { cookie } })).status;

const WAYS = {
  "by SCIM": (id: string) =>
    scim("PATCH", `/Users/${id}`, { Operations: [{ op: "Replace", path: "active", value: "False" }] }),
  "by being deleted over SCIM": (id: string) => scim("DELETE", `/Users/${id}`),
  "in the portal": (id: string) => admin("POST", `/people/${id}/deactivate`),
};

it.each(Object.entries(WAYS))(
  "somebody ended %s is out at once, and the keys they own within the promise",
  async (_way, end) => {
    const { id, cookie, secret } = await colleague();
    expect(await me(cookie)).toBe(200);
    await end(id);
    const endedAt = performance.now();
    expect(await me(cookie)).toBe(401);
    await until(async () => (await ask(secret)) === 403, { timeoutMs: 10_000, what: "the key being suspended" });
    expect(performance.now() - endedAt).toBeLessThan(PROMISES.changeIsEnforcedMs);
  },
);

it("a directory that lets somebody back in lets their keys work again, and no old session", async () => {
  const { id, cookie, secret } = await colleague();
  await WAYS["by SCIM"](id);
  await until(async () => (await ask(secret)) === 403, { what: "the key being suspended" });
  await scim("PATCH", `/Users/${id}`, { Operations: [{ op: "replace", value: { active: true } }] });
  await until(async () => (await ask(secret)) === 200, { what: "the key working again" });
  expect(await me(cookie)).toBe(401);
});
