import { readFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type RunningGatehouse, type StartOptions, startGatehouse } from "../running-server/start-gatehouse";

const started: RunningGatehouse[] = [];
afterEach(() => Promise.all(started.splice(0).map((one) => one.stop("SIGKILL"))));

async function start(options?: StartOptions): Promise<RunningGatehouse> {
  const one = await startGatehouse(options);
  started.push(one);
  return one;
}

/** Asks the simulated model for an answer that streams for about `tokens` × `paceMs`. */
function call(
  server: RunningGatehouse,
  options: { tokens: number; paceMs: number; stream: boolean },
): Promise<Response> {
  return fetch(`${server.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: server.model,
      stream: options.stream,
      messages: [{ role: "user", content: "Say hello" }],
      metadata: { simulate: `chunkMs=${options.paceMs};outputTokens=${options.tokens}` },
    }),
  });
}

/** Reads a stream to its end in the background; `text` grows meanwhile. */
function follow(response: Response) {
  const read = { text: "", ended: Promise.resolve() };
  read.ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) read.text += decoder.decode(chunk, { stream: true });
  })();
  return read;
}

async function readiness(
  server: RunningGatehouse,
): Promise<{ ready: boolean; components: { name: string; ready: boolean }[] }> {
  return (await fetch(`${server.origin}/readyz`)).json();
}

const LONG = { tokens: 2000, paceMs: 50, stream: true };

describe("a running process", () => {
  it("serves portal, gateway and health from one port, and prints a call that works", async () => {
    const server = await start();
    expect(await readiness(server)).toMatchObject({ ready: true });
    expect((await fetch(`${server.origin}/sign-in`)).status).toBe(200);
    const answer = await call(server, { tokens: 5, paceMs: 0, stream: false });
    expect(answer.status).toBe(200);
    expect(server.signInUrl).toMatch(new RegExp(`^${server.origin}/sign-in/link#token=.+`));
  });

  it("keeps its data, its secret and its keys over a restart", async () => {
    const first = await start();
    first.child.kill("SIGTERM");
    await vi.waitUntil(() => first.child.exitCode !== null, { timeout: 20_000 });
    const second = await start({ env: { GATEHOUSE_DATA_DIR: first.dataDir } });
    const answer = await call(
      { ...second, key: first.key, model: first.model },
      { tokens: 5, paceMs: 0, stream: false },
    );
    expect(answer.status).toBe(200);
  });

  it("cuts off a client that drips its headers", async () => {
    const { origin } = await start();
    const socket = createConnection(Number(new URL(origin).port), "127.0.0.1", () =>
      socket.write("GET / HTTP/1.1\r\n"),
    );
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  it("in the gateway's role serves calls and no pages, and never loads the portal's framework", async () => {
    const server = await start({ env: { GATEHOUSE_ROLE: "gateway" } });
    expect((await call(server, { tokens: 5, paceMs: 0, stream: false })).status).toBe(200);
    expect((await fetch(`${server.origin}/sign-in`)).status).toBe(404);
    const bundle = await readFile(join(import.meta.dirname, "../../dist/server.mjs"), "utf8");
    expect(bundle.match(/^import .* from "next(\/|").*/gm) ?? []).toEqual([]);
  });
});

describe("SIGTERM", () => {
  it("flips readiness, serves new connections through the lame-duck window, and lets a live stream finish", async () => {
    const server = await start({ env: { GATEHOUSE_LAME_DUCK_MS: "4000", GATEHOUSE_DRAIN_MS: "30000" } });
    const stream = follow(await call(server, { tokens: 120, paceMs: 50, stream: true }));
    await vi.waitUntil(() => stream.text.includes("data:"));
    server.child.kill("SIGTERM");
    await vi.waitUntil(async () => !(await readiness(server)).ready);
    const late = await call(server, { tokens: 5, paceMs: 0, stream: false });
    expect([late.status, late.headers.get("connection")]).toEqual([200, "close"]);
    await vi.waitUntil(
      () =>
        fetch(`${server.origin}/healthz`).then(
          () => false,
          () => true,
        ),
      { timeout: 10_000 },
    );
    await stream.ended;
    expect(stream.text).toContain("data: [DONE]");
    await vi.waitUntil(() => server.child.exitCode !== null, { timeout: 20_000 });
    expect(server.child.exitCode).toBe(0);
  });

  it("ends a stream that outlives the deadline in an error event, and exits cleanly", async () => {
    const server = await start({ env: { GATEHOUSE_LAME_DUCK_MS: "0", GATEHOUSE_DRAIN_MS: "500" } });
    const stream = follow(await call(server, LONG));
    await vi.waitUntil(() => stream.text.includes("data:"));
    const ended = await server.stop();
    await stream.ended;
    expect(stream.text).toContain('"code":"shutting_down"');
    expect(stream.text).not.toContain("[DONE]");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("given twice, waits no longer", async () => {
    const server = await start({ env: { GATEHOUSE_LAME_DUCK_MS: "60000", GATEHOUSE_DRAIN_MS: "60000" } });
    const stream = follow(await call(server, LONG));
    server.child.kill("SIGTERM");
    await vi.waitUntil(async () => !(await readiness(server)).ready);
    // The same Ctrl-C arrives several times within a second; only a later one is a second wish.
    const again = setInterval(() => server.child.kill("SIGTERM"), 1_200);
    await vi.waitUntil(() => server.child.exitCode !== null, { timeout: 20_000 });
    clearInterval(again);
    await stream.ended;
    expect(server.child.exitCode).toBe(0);
    expect(stream.text).toContain('"code":"shutting_down"');
  });
});

describe("several workers", () => {
  it("serve one port, are replaced when one dies, and drain together", async () => {
    const server = await start({ env: { GATEHOUSE_WORKERS: "2", GATEHOUSE_ROLE: "gateway" } });
    expect((await call(server, { tokens: 5, paceMs: 0, stream: false })).status).toBe(200);
    const before = await childrenOf(server.pid);
    expect(before).toHaveLength(3);
    const worker = before.find((child) => child.command.includes("server.mjs"));
    process.kill(worker?.pid ?? 0, "SIGKILL");
    await vi.waitUntil(
      async () => {
        const now = (await childrenOf(server.pid)).filter((child) => child.command.includes("server.mjs"));
        return now.length === 2 && now.every((child) => child.pid !== worker?.pid);
      },
      { timeout: 20_000 },
    );
    expect((await call(server, { tokens: 5, paceMs: 0, stream: false })).status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0 });
  });
});

async function childrenOf(pid: number): Promise<{ pid: number; command: string }[]> {
  const ids = (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8"))
    .trim()
    .split(" ")
    .filter(Boolean)
    .map(Number);
  const children = await Promise.all(ids.map(async (id) => ({ pid: id, command: await commandOf(id) })));
  return children.filter((child) => child.command !== "");
}

/** The command line of a process, "" when it has ended: between the listing and this look a child may be reaped. */
async function commandOf(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ESRCH" || code === "ENOENT") return "";
    throw error;
  }
}
