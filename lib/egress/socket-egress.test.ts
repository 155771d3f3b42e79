import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server as TcpServer } from "node:net";
import type { Duplex } from "node:stream";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { SocketRequest } from "./contract";
import { CERTIFICATE } from "./http1/testing/certificate";
import { createSocketEgress } from "./socket-egress";

const NEVER = new AbortController().signal;
const servers: (Server | TcpServer)[] = [];
const open = new Set<Duplex>();
afterEach(() => {
  for (const socket of open) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server | TcpServer): Promise<string> {
  servers.push(server);
  server.on("connection", (socket: Duplex) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

async function serve(onOpen: (ws: WebSocket, request: IncomingMessage) => void): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => onOpen(ws, request));
  });
  return listen(server);
}

function ask(host: string, more: Partial<SocketRequest> = {}, allow: string[] = ["127.0.0.1"]) {
  const request = { url: `http://${host}/v1/realtime`, headers: {}, signal: NEVER, openTimeoutMs: 5_000 };
  return createSocketEgress({ allow }).open({ ...request, messageLimitBytes: 1_000_000, ...more });
}

async function opened(host: string, more: Partial<SocketRequest> = {}) {
  const opening = await ask(host, more);
  if (opening.kind !== "open") throw new Error(`refused with ${opening.status}`);
  return opening.socket;
}

describe("an outbound WebSocket", () => {
  it("carries texts both ways and tells how it ended", async () => {
    const host = await serve((ws) =>
      ws.on("message", (data) => (data.toString() === "bye" ? ws.close(4001, "so") : ws.send(data, { binary: false }))),
    );
    const socket = await opened(host);
    await socket.send("héllo");
    const messages = socket.messages()[Symbol.asyncIterator]();
    expect((await messages.next()).value).toEqual({ bytes: Buffer.from("héllo"), isText: true });
    await socket.send("bye");
    expect((await messages.next()).done).toBe(true);
    expect(await socket.ended).toEqual({ code: 4001, reason: "so" });
  });

  it("is not opened where no call may go", async () => {
    const host = await serve(() => undefined);
    await expect(ask(host, {}, [])).rejects.toMatchObject({ failure: "forbidden_destination" });
    await expect(ask("", { url: "https://localhost/" }, [])).rejects.toMatchObject({
      failure: "forbidden_destination",
    });
    await expect(ask("", { url: "file:///etc/passwd" })).rejects.toMatchObject({ failure: "forbidden_destination" });
  });

  it("speaks TLS to a server whose certificate is trusted for its name, and to no other", async () => {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, CERTIFICATE.cert]);
    try {
      const server = createTlsServer(CERTIFICATE);
      const sockets = new WebSocketServer({ server });
      sockets.on("connection", (ws) => ws.send("hi", { binary: false }));
      const host = await listen(server);
      const url = `https://localhost:${host.split(":")[1]}/`;
      const opening = await ask("", { url }, ["localhost"]);
      if (opening.kind !== "open") throw new Error("refused");
      const { value } = await opening.socket.messages()[Symbol.asyncIterator]().next();
      expect(String(value?.bytes)).toBe("hi");
      opening.socket.destroy();
      await expect(ask("", { url: `https://${host}/` })).rejects.toMatchObject({ failure: "connect_failed" });
    } finally {
      setDefaultCACertificates(before);
    }
  });

  it("gives a refusal as it came, and follows no redirect", async () => {
    const refusing = await listen(
      createServer((_request, response) => response.writeHead(429, { "retry-after": "3" }).end("{}")),
    );
    expect(await ask(refusing)).toMatchObject({
      kind: "refused",
      status: 429,
      headers: { "retry-after": "3" },
      body: "{}",
    });
    const moved = await listen(
      createServer((_request, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()),
    );
    expect(await ask(moved)).toMatchObject({ kind: "refused", status: 302 });
  });

  it("gives up a server that does not answer the handshake, and one that is not wanted any more", async () => {
    const mute = await listen(createTcpServer());
    await expect(ask(mute, { openTimeoutMs: 50 })).rejects.toMatchObject({ failure: "headers_timeout" });
    const stop = new AbortController();
    const asking = ask(mute, { signal: stop.signal });
    stop.abort();
    await expect(asking).rejects.toMatchObject({ failure: "aborted" });
    await expect(ask("127.0.0.1:1")).rejects.toMatchObject({ failure: "connect_failed" });
  });

  it.each([
    ["is larger than the limit", (ws: WebSocket) => ws.send("x".repeat(2_000_000)), 1009],
    ["is no UTF-8", (ws: WebSocket) => ws.send(Buffer.from([0xc3, 0x28]), { binary: false }), 1007],
    ["is cut off", (ws: WebSocket) => ws.terminate(), 1006],
  ])("ends when what comes %s", async (_name, misbehave, code) => {
    const socket = await opened(await serve(misbehave));
    expect((await socket.ended).code).toBe(code);
  });

  it("asks a fast sender to wait while nobody reads, and loses nothing", async () => {
    let sender: WebSocket | null = null;
    const piece = "x".repeat(64 * 1024);
    const host = await serve((ws) => {
      sender = ws;
      for (let n = 0; n < 400; n += 1) ws.send(`${n} ${piece}`);
    });
    const socket = await opened(host, { messageLimitBytes: 1_000_000 });
    const waiting = () => (sender as WebSocket | null)?.bufferedAmount ?? 0;
    // 25 MB were sent; what the kernel and one queue do not hold waits at the sender.
    expect(waiting()).toBeGreaterThan(10_000_000);
    let count = 0;
    for await (const { bytes } of socket.messages()) {
      expect(bytes.toString("latin1", 0, 8).split(" ")[0]).toBe(String(count));
      count += 1;
      if (count === 400) break;
    }
    expect(waiting()).toBe(0);
    socket.destroy();
  });

  it("makes a sender wait for a reader that takes nothing", async () => {
    let reader: WebSocket | null = null;
    const host = await serve((ws) => {
      ws.pause();
      reader = ws;
    });
    const socket = await opened(host);
    let sent = 0;
    const sending = (async () => {
      for (; sent < 400; sent += 1) await socket.send("x".repeat(256 * 1024));
    })();
    // A second message that waits means that the first did not fit.
    await vi.waitUntil(() => sent > 0);
    (reader as WebSocket | null)?.terminate();
    const before = sent;
    await socket.ended;
    await sending;
    expect(before).toBeLessThan(400);
  });
});
