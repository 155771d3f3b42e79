import { createServer, request as httpRequest, type Server } from "node:http";
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
    live: 0,
    beginDrain: () => undefined,
    endStreams: async () => undefined,
    close: () => undefined,
  };
  const listener = createNodeListener(gateway, { bodyLimitBytes, bodyIdleMs });
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

test("a silent stream gets a comment, a busy one does not", async () => {
  const heartbeats = new Heartbeats();
  const server = createServer((_incoming, response) => {
    response.writeHead(200);
    const beat = heartbeats.start(response);
    beat.wrote();
    heartbeats.check(performance.now());
    response.write("data: 1\n\n");
    heartbeats.check(performance.now() + 60_000);
    beat.stop();
    heartbeats.check(performance.now() + 120_000);
    response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const response = await fetch(
    `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`,
  );
  expect(await response.text()).toBe("data: 1\n\n: ping\n\n");
});
