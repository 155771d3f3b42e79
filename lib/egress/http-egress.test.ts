import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { EgressError, type InboundResponse } from "./contract";
import { createHttpEgress } from "./http-egress";

const servers: Server[] = [];
const egress = createHttpEgress({ allow: ["127.0.0.1"] });

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

function send(
  url: string,
  signal: AbortSignal = new AbortController().signal,
  headersTimeoutMs = 10_000,
): Promise<InboundResponse> {
  return egress.send({
    poolKey: url,
    method: "POST",
    url,
    headers: {},
    body: "x",
    signal,
    headersTimeoutMs,
    idleTimeoutMs: 10_000,
  });
}

test("a slow reader makes the upstream wait instead of filling memory", async () => {
  let written = 0;
  const url = await listen((_request, response) => {
    const chunk = Buffer.alloc(256 * 1024);
    const more = () => {
      while (written < 200 * 1024 * 1024) {
        written += chunk.length;
        if (!response.write(chunk)) return;
      }
      response.end();
    };
    response.on("drain", more);
    more();
  });
  const { body } = await send(url);
  const iterator = body[Symbol.asyncIterator]();
  await iterator.next();
  let before = -1;
  await expect
    .poll(
      () => {
        const same = before === written;
        before = written;
        return same;
      },
      { interval: 200 },
    )
    .toBe(true);
  expect(written).toBeLessThan(32 * 1024 * 1024);
  await iterator.return?.();
});

test("returning early closes the upstream's connection", async () => {
  const closed = Promise.withResolvers<void>();
  const url = await listen((_request, response) => {
    response.on("close", closed.resolve);
    response.write("first");
  });
  for await (const chunk of (await send(url)).body) {
    expect(Buffer.from(chunk).toString()).toBe("first");
    break;
  }
  await closed.promise;
});

test("an abort before the headers rejects and closes the connection", async () => {
  const arrived = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const url = await listen((_request, response) => {
    response.on("close", closed.resolve);
    arrived.resolve();
  });
  const controller = new AbortController();
  const call = send(url, controller.signal);
  await arrived.promise;
  controller.abort();
  await expect(call).rejects.toMatchObject({ failure: "aborted" });
  await closed.promise;
});

test("an abort in the middle of the body fails the next pull", async () => {
  const url = await listen((_request, response) => {
    response.write("first");
  });
  const controller = new AbortController();
  const iterator = (await send(url, controller.signal)).body[Symbol.asyncIterator]();
  await iterator.next();
  controller.abort();
  await expect(iterator.next()).rejects.toMatchObject({ failure: "aborted" });
});

test("a connection that breaks inside the body says so, after what already came", async () => {
  const url = await listen((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("part", () => response.destroy());
  });
  const chunks: string[] = [];
  const read = async () => {
    for await (const chunk of (await send(url)).body) chunks.push(Buffer.from(chunk).toString());
  };
  await expect(read()).rejects.toMatchObject({ failure: "connection_lost" });
  expect(chunks).toEqual(["part"]);
});

test.each([301, 302, 307, 308])("a %i is handed back, never followed", async (status) => {
  let hits = 0;
  const canary = await listen((_request, response) => {
    hits++;
    response.end();
  });
  const url = await listen((_request, response) => {
    response.writeHead(status, { location: canary });
    response.end();
  });
  expect((await send(url)).status).toBe(status);
  expect(hits).toBe(0);
});

test("a refused connection and a forbidden address are told apart", async () => {
  const url = await listen(() => undefined);
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  await expect(send(url)).rejects.toMatchObject({ failure: "connect_failed" });
  await expect(send("https://10.0.0.1/v1")).rejects.toBeInstanceOf(EgressError);
});
