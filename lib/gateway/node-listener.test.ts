import { Agent, createServer, get, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { toAppError } from "@/lib/errors/app-error";
import type { Gateway } from "./gateway";
import { Heartbeats } from "./heartbeats";
import type { GatewayReply, GatewayRequest } from "./http";
import { createNodeListener } from "./node-listener";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(
  handle: (request: GatewayRequest) => Promise<GatewayReply>,
  { bodyLimitBytes = 1024, bodyIdleMs = 30_000 } = {},
): Promise<number> {
  const gateway: Gateway = {
    handle,
    upgrade: handle,
    endIdle: () => undefined,
    live: 0,
    beginDrain: () => undefined,
    endStreams: async () => undefined,
    close: () => undefined,
  };
  const listener = createNodeListener(gateway, { bodyLimitBytes, bodyIdleMs, trustedProxies: 0 });
  const server = createServer((incoming, response) => void listener(incoming, response, incoming.url ?? "/"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Reads the body, answers with its length or the error's code. */
async function echo(request: GatewayRequest): Promise<GatewayReply> {
  try {
    return { status: 200, headers: {}, body: String((await request.readBody()).length) };
  } catch (thrown) {
    const error = toAppError(thrown);
    return { status: error.status, headers: {}, body: error.code };
  }
}

test("a body past the limit is refused by its declared length, before it is sent", async () => {
  const port = await serve(echo);
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: Buffer.alloc(2048) });
  expect([response.status, await response.text()]).toEqual([413, "request_too_large"]);
});

test("a chunked body is counted as it comes", async () => {
  const port = await serve(echo);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest({ port, host: "127.0.0.1", method: "POST" }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
    for (let sent = 0; sent < 4; sent++) request.write(Buffer.alloc(512));
  });
  expect(status).toBe(413);
});

test("a body that stops coming is given up, and the caller told", async () => {
  const port = await serve(echo, { bodyIdleMs: 50 });
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\npart");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("close", () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*request_timeout$/);
});

test("a kept-alive connection carries many calls, whole and split bodies alike, and gathers no listeners", async () => {
  const port = await serve(echo);
  const head = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\n";
  const socket = connect(port, "127.0.0.1");
  const warnings: Error[] = [];
  process.on("warning", (warning) => warnings.push(warning));
  for (let call = 0; call < 40; call++) {
    const answered = new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(chunk.toString())));
    if (call % 2 === 0) socket.write(`${head}abcd`);
    else socket.write(`${head}ab`, () => socket.write("cd"));
    expect(await answered).toMatch(/\r\n\r\n4$/);
  }
  socket.destroy();
  expect(warnings).toEqual([]);
});

test("tells the gateway when the caller leaves in the middle of a stream", async () => {
  const left = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  async function* frames() {
    try {
      yield "data: 1\n\n";
      await left.promise;
      yield "data: 2\n\n";
      yield "data: 3\n\n";
    } finally {
      finished.resolve();
    }
  }
  const port = await serve(async (request) => {
    request.onLeave(left.resolve);
    return { status: 200, headers: {}, body: frames() };
  });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  socket.once("data", () => socket.destroy());
  await left.promise;
  await finished.promise;
});

test("a silent stream gets a comment, a busy one does not, nor one whose reader is behind", () => {
  const heartbeats = new Heartbeats();
  const written: string[] = [];
  const beat = heartbeats.start({ write: (frame) => written.push(frame.toString()) > 0, end: () => undefined });
  heartbeats.check(beat.wroteAt + 14_000);
  expect(written).toEqual([]);
  heartbeats.check(beat.wroteAt + 16_000);
  beat.isBehind = true;
  heartbeats.check(beat.wroteAt + 60_000);
  beat.isBehind = false;
  heartbeats.stop(beat);
  heartbeats.check(beat.wroteAt + 60_000);
  expect(written).toEqual([": ping\n\n"]);
});

/** Every kind of frame, as bytes that are no valid UTF-8 and as text outside latin1. */
async function* mixedFrames(): AsyncGenerator<Buffer | string> {
  yield Buffer.from([0xff, 0x00, 0x80, 0x0d, 0x0a]);
  yield "é → 漢字 🙂";
  yield Buffer.from("x".repeat(70_000));
}
const MIXED = Buffer.concat([
  Buffer.from([0xff, 0x00, 0x80, 0x0d, 0x0a]),
  Buffer.from("é → 漢字 🙂"),
  Buffer.from("x".repeat(70_000)),
]);

test("streamed frames arrive byte for byte, and the connection can be used again", async () => {
  const port = await serve(async () => ({ status: 200, headers: {}, body: mixedFrames() }));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let call = 0; call < 3; call++) {
    const response = await new Promise<IncomingMessage>((resolve) => get({ port, host: "127.0.0.1", agent }, resolve));
    expect(response.headers["transfer-encoding"]).toBe("chunked");
    expect(Buffer.concat(await response.toArray()).equals(MIXED)).toBe(true);
  }
  expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  agent.destroy();
});

test("an HTTP/1.0 caller gets the same bytes without chunks", async () => {
  const port = await serve(async () => ({ status: 200, headers: {}, body: mixedFrames() }));
  const bytes = await new Promise<Buffer>((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.0\r\n\r\n"));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => resolve(Buffer.concat(chunks)));
  });
  const headEnd = bytes.indexOf("\r\n\r\n") + 4;
  expect(bytes.toString("latin1", 0, headEnd)).not.toMatch(/chunked/i);
  expect(bytes.subarray(headEnd).equals(MIXED)).toBe(true);
});

test.each([10, 200_000])("a whole body of %i bytes arrives byte for byte, also outside UTF-8", async (length) => {
  const body = Buffer.from(Array.from({ length }, (_, at) => (at * 7) % 256));
  const port = await serve(async () => ({ status: 200, headers: {}, body }));
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get("content-length")).toBe(String(length));
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
});

test("HEAD gets the head alone", async () => {
  const port = await serve(async () => ({ status: 200, headers: {}, body: "12345" }));
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "HEAD" });
  expect([response.headers.get("content-length"), await response.text()]).toEqual(["5", ""]);
});
