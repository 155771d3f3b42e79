import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createConnection } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createDispatch, type House, mayUpgrade } from "./dispatch";
import { createHttpServer, listen } from "./http-server";
import { Lifecycle } from "./lifecycle";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const echo = (name: string) => async (request: IncomingMessage, response: ServerResponse, path?: string) => {
  response.end(JSON.stringify({ name, path, headers: request.headers }));
};

async function open(change: Partial<House> = {}): Promise<number> {
  const lifecycle = new Lifecycle();
  lifecycle.enter("ready");
  const gateway = echo("gateway");
  const portal = echo("portal");
  const house: House = { role: "all", lifecycle, trustedProxies: 0, gateway, portal, readiness: () => [], ...change };
  const server = createHttpServer(createDispatch(house), { upgrades: () => false });
  servers.push(server);
  return listen(server, "127.0.0.1", 0);
}

const ask = (port: number, path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

/** Everything the server says to raw bytes until it hangs up. */
async function say(port: number, bytes: string): Promise<string> {
  const socket = createConnection(port, "127.0.0.1", () => socket.write(bytes));
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

describe("the door", () => {
  it.each([
    ["/api/v1/chat/completions", "gateway", "/api/v1/chat/completions"],
    ["/api/v1/models?limit=1", "gateway", "/api/v1/models"],
    ["/api/v1", "gateway", "/api/v1"],
    ["/api/v1beta/models/x:generateContent", "gateway", "/api/v1beta/models/x:generateContent"],
    ["/api/v10/models", "portal", undefined],
    ["/api/admin/keys", "portal", undefined],
    ["/", "portal", undefined],
  ])("sends %s to the %s", async (url, name, path) => {
    const answer = await ask(await open(), url);
    expect(await answer.json()).toMatchObject(path === undefined ? { name } : { name, path });
  });

  it("gives every page a policy with a nonce of its own, whatever nonce the caller brings", async () => {
    const port = await open();
    const nonces = new Set<string>();
    for (const _ of [1, 2]) {
      const answer = await ask(port, "/keys", {
        headers: { "x-nonce": "mine", "content-security-policy": "script-src *" },
      });
      const { headers } = (await answer.json()) as { headers: Record<string, string> };
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toContain(`script-src 'self' 'nonce-${headers["x-nonce"]}' 'strict-dynamic';`);
      expect(headers["content-security-policy"]).toBe(policy);
      nonces.add(headers["x-nonce"] ?? "");
    }
    expect(nonces.size).toBe(2);
    expect(nonces).not.toContain("mine");
  });

  it.each([
    "default-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ])("lets a page do no more than it needs, in sign-in as elsewhere: %s", async (directive) => {
    const port = await open();
    for (const path of ["/", "/sign-in", "/sign-in/link"]) {
      const policy = (await ask(port, path)).headers.get("content-security-policy") ?? "";
      expect(policy.split("; ")).toContain(directive);
    }
  });

  it("answers health itself, and says what is not ready and since when", async () => {
    const since = new Date("2026-01-02T03:04:05Z");
    const port = await open({
      readiness: () => [{ name: "policy", ready: false, since, detail: "no policy loaded yet" }],
    });
    expect((await ask(port, "/healthz")).status).toBe(200);
    const ready = await ask(port, "/readyz");
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      ready: false,
      components: [
        { name: "process", ready: true },
        { name: "policy", ready: false, since: "2026-01-02T03:04:05.000Z", detail: "no policy loaded yet" },
      ],
    });
  });

  it.each([
    ["gateway", "/", 404],
    ["gateway", "/api/admin/keys", 404],
    ["gateway", "/api/v1/models", 200],
    ["portal", "/api/v1/models", 404],
    ["portal", "/", 200],
  ] as const)("in role %s answers %s with %i", async (role, path, status) => {
    const answer = await ask(await open({ role }), path);
    expect(answer.status).toBe(status);
    if (status === 404) expect(await answer.json()).toMatchObject({ error: { code: "unknown_route" } });
  });

  it("asks to try again while it starts, and once it takes no new calls", async () => {
    const lifecycle = new Lifecycle();
    expect(
      (await ask(await open({ lifecycle, gateway: null, portal: null }), "/api/v1/models")).headers.get("retry-after"),
    ).toBe("1");
    lifecycle.enter("closing");
    const refused = await ask(await open({ lifecycle }), "/api/v1/models");
    expect([refused.status, refused.headers.get("connection")]).toEqual([503, "close"]);
    expect(await refused.json()).toMatchObject({ error: { code: "shutting_down" } });
  });

  it("still serves while it leaves, and asks callers to hang up", async () => {
    const lifecycle = new Lifecycle();
    lifecycle.enter("leaving");
    const answer = await ask(await open({ lifecycle }), "/api/v1/models");
    expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
  });

  it("lets nobody post to a page", async () => {
    const answer = await ask(await open(), "/keys", { method: "POST", headers: { "next-action": "x" }, body: "x" });
    expect(answer.status).toBe(405);
  });

  it.each([
    [0, "6.6.6.6", "127.0.0.1"],
    [1, "6.6.6.6, 198.51.100.7", "198.51.100.7"],
    [1, "nonsense", ""],
  ])("tells what is behind it the caller's address: %i proxies, %s", async (trustedProxies, forwarded, address) => {
    for (const path of ["/", "/api/admin/keys", "/api/scim/v2/Users"]) {
      const answer = await ask(await open({ trustedProxies }), path, { headers: { "x-forwarded-for": forwarded } });
      expect(((await answer.json()) as { headers: Record<string, string> }).headers["x-forwarded-for"]).toBe(address);
    }
  });

  it("keeps the framework's own headers out", async () => {
    const headers = { "x-middleware-subrequest": "middleware", "next-action": "x", "x-request-id": "kept" };
    const answer = (await (await ask(await open(), "/", { headers })).json()) as { headers: Record<string, string> };
    expect(Object.keys(answer.headers)).toContain("x-request-id");
    expect(Object.keys(answer.headers).filter((name) => /^x-middleware|^next-/.test(name))).toEqual([]);
  });
});

describe("the connection", () => {
  it("refuses a proxy-style target", async () => {
    const answer = await say(
      await open(),
      "GET http://169.254.169.254/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it("does not change protocols", async () => {
    const upgrade = "GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: websocket\r\n\r\n";
    expect(await say(await open(), upgrade)).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each([
    ["headers beyond the limit", `GET / HTTP/1.1\r\nhost: x\r\nbig: ${"a".repeat(40_000)}\r\n\r\n`, 431],
    ["two lengths", "POST /api/v1/x HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na", 400],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["what is not HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
  ])("answers %s as JSON and hangs up", async (_what, bytes, status) => {
    const answer = await say(await open(), bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toHaveProperty("error.message");
  });

  it("is refused in one sentence when another program has the port", async () => {
    const port = await open();
    await expect(
      listen(
        createHttpServer(() => undefined, { upgrades: () => false }),
        "127.0.0.1",
        port,
      ),
    ).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program.`);
  });
});

describe("an upgrade", () => {
  const serve = () => undefined;
  const house = (change: Partial<House> = {}): House => {
    const lifecycle = new Lifecycle();
    lifecycle.enter("ready");
    const upgrades = { gateway: serve, portal: null };
    return {
      role: "all",
      lifecycle,
      trustedProxies: 0,
      gateway: echo("gateway"),
      portal: null,
      upgrades,
      readiness: () => [],
      ...change,
    };
  };
  const development = { upgrades: { gateway: serve, portal: serve } };

  it.each([
    ["/api/v1/realtime?model=x", true, true],
    ["/api/v1/chat/completions", false, false],
    ["/_next/hmr", false, true],
    ["/", false, true],
  ])("of %s is let through in production: %s, in development: %s", (url, production, developing) => {
    expect(mayUpgrade(house(), { url })).toBe(production);
    expect(mayUpgrade(house(development), { url })).toBe(developing);
  });

  it("of a session waits for a gateway that serves", () => {
    const url = "/api/v1/realtime";
    expect(mayUpgrade(house({ gateway: null }), { url })).toBe(false);
    expect(mayUpgrade(house({ upgrades: null }), { url })).toBe(false);
    expect(mayUpgrade(house({ role: "portal" }), { url })).toBe(false);
    const closing = house();
    closing.lifecycle.enter("closing");
    expect(mayUpgrade(closing, { url })).toBe(false);
  });
});
