import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { asking, egressOf, OK, serving, textOf } from "./testing/calls";

describe("a kept-alive connection", () => {
  it("carries one call after another", async () => {
    const server = await serving((socket) => socket.write(OK));
    const egress = egressOf();
    for (let n = 0; n < 20; n += 1) expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections).toBe(1);
  });

  it("is not shared between credentials", async () => {
    const server = await serving((socket) => socket.write(OK));
    const egress = egressOf();
    await textOf(await egress.send(asking(server.url, { poolKey: "one" })));
    await textOf(await egress.send(asking(server.url, { poolKey: "other" })));
    expect(server.connections).toBe(2);
  });

  it.each([
    ["the server closes it", "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"],
    ["more came than was asked for", `${OK}HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`],
    ["the server keeps it for no time", "HTTP/1.1 200 OK\r\nkeep-alive: timeout=1\r\ncontent-length: 2\r\n\r\nok"],
  ])("is not used again when %s", async (_, answer) => {
    const server = await serving((socket) => socket.write(answer));
    const egress = egressOf();
    for (let n = 0; n < 3; n += 1) expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections).toBe(3);
  });

  it("that was told something unasked while idle ends, and hands that to no call", async () => {
    const closed = Promise.withResolvers<void>();
    let answers = 0;
    const server = await serving((socket) => {
      answers += 1;
      socket.write(OK);
      if (answers > 1) return;
      socket.on("close", closed.resolve);
      setImmediate(() => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil"));
    });
    const egress = egressOf();
    await textOf(await egress.send(asking(server.url)));
    await closed.promise;
    expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections).toBe(2);
  });

  it("that the server was just closing costs no call: it goes out again on a new one, once", async () => {
    const server = await serving((socket, _request, nth) => {
      if (nth === 1) socket.write(OK);
      else socket.destroy();
    });
    const egress = egressOf();
    for (let n = 0; n < 5; n += 1) expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections).toBe(5);
  });

  it("that is reset fails its call: the server may have begun to work on it", async () => {
    let requests = 0;
    const server = await serving((socket, _request, nth) => {
      requests += 1;
      if (nth === 1) socket.write(OK);
      else socket.resetAndDestroy();
    });
    const egress = egressOf();
    await textOf(await egress.send(asking(server.url)));
    await expect(egress.send(asking(server.url))).rejects.toMatchObject({ failure: "connection_lost" });
    expect([requests, server.connections]).toEqual([2, 1]);
  });

  it("that is new and closed without an answer fails the call: the server may have seen it", async () => {
    const server = await serving((socket) => socket.destroy());
    await expect(egressOf().send(asking(server.url))).rejects.toMatchObject({ failure: "connection_lost" });
    expect(server.connections).toBe(1);
  });

  it("is one of at most as many as allowed; further calls wait for their turn", async () => {
    let running = 0;
    let most = 0;
    const server = await serving((socket) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        socket.write(OK);
      });
    });
    const egress = egressOf({ maxConnections: 2 });
    const calls = Array.from({ length: 20 }, async () => textOf(await egress.send(asking(server.url))));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, () => "ok"));
    expect(most).toBeLessThanOrEqual(2);
    expect(server.connections).toBe(2);
  });

  it("that waits for its turn can be given up without disturbing the others", async () => {
    const held = Promise.withResolvers<Socket>();
    const server = await serving((socket, _request, nth) => {
      if (nth === 1) held.resolve(socket);
      else socket.write(OK);
    });
    const egress = egressOf({ maxConnections: 1 });
    const first = egress.send(asking(server.url));
    const socket = await held.promise;
    const gone = new AbortController();
    const second = egress.send(asking(server.url, { signal: gone.signal }));
    const third = egress.send(asking(server.url));
    gone.abort();
    await expect(second).rejects.toMatchObject({ failure: "aborted" });
    socket.write(OK);
    expect([await textOf(await first), await textOf(await third)]).toEqual(["ok", "ok"]);
  });
});

describe("a request", () => {
  it("is one head and its body, with nothing said twice", async () => {
    const seen = Promise.withResolvers<string>();
    const server = await serving((socket, request) => {
      seen.resolve(request);
      socket.write(OK);
    });
    const headers = { authorization: "Bearer x", host: "evil", "content-length": "3", "transfer-encoding": "chunked" };
    await textOf(await egressOf().send(asking(`${server.url}/chat?a=1`, { headers, body: "håll" })));
    const { host } = new URL(server.url);
    expect(Buffer.from(await seen.promise, "latin1").toString()).toBe(
      `POST /v1/chat?a=1 HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nauthorization: Bearer x\r\ncontent-length: 5\r\n\r\nhåll`,
    );
  });

  it("of many megabytes arrives whole", async () => {
    const server = await serving((socket, request) => socket.write(OK.replace("ok", String(request.length % 97))));
    const body = Buffer.alloc(8 * 1024 * 1024, "a");
    const answer = await textOf(await egressOf().send(asking(server.url, { body })));
    const head = `POST /v1 HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\nconnection: keep-alive\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect(answer).toBe(String((head.length + body.length) % 97).slice(0, 2));
  });

  it.each([
    ["a line end in a value", { authorization: "Bearer a\r\nx-evil: 1" }],
    ["a line end in a name", { "a\r\nb": "1" }],
    ["a NUL in a value", { authorization: "a\0" }],
    ["a letter no byte stands for", { authorization: "ключ" }],
  ])("with %s is refused before a byte is sent, and costs no connection", async (_, headers) => {
    const requests: string[] = [];
    const server = await serving((socket, request) => {
      requests.push(request);
      socket.write(OK);
    });
    const egress = egressOf();
    await expect(egress.send(asking(server.url, { headers: headers as Record<string, string> }))).rejects.toMatchObject(
      {
        failure: "bad_request",
      },
    );
    await textOf(await egress.send(asking(server.url)));
    expect(requests).toHaveLength(1);
    expect(server.connections).toBe(1);
  });
});

describe("an answer", () => {
  it("may come byte by byte, after early heads", async () => {
    const wire = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`;
    const server = await serving((socket) => {
      const send = (at: number) => {
        if (at < wire.length) socket.write(wire.charAt(at), () => setImmediate(send, at + 1));
      };
      socket.setNoDelay(true);
      send(0);
    });
    const egress = egressOf();
    expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections).toBe(1);
  });

  it("without a length ends with the connection", async () => {
    const server = await serving((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it"));
    expect(await textOf(await egressOf().send(asking(server.url)))).toBe("all of it");
  });

  it.each([
    ["nonsense", "hello\r\n\r\n"],
    ["a change of protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
    ["a head without end", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(20_000)}`],
    ["early heads without end", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100)],
  ])("that is %s fails the call as a bad response", async (_, wire) => {
    const server = await serving((socket) => socket.write(wire));
    await expect(egressOf().send(asking(server.url))).rejects.toMatchObject({ failure: "bad_response" });
  });

  it("that breaks inside a chunk says so after what came", async () => {
    const server = await serving((socket) => {
      socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhe");
    });
    const { body } = await egressOf().send(asking(server.url));
    const pulled = body[Symbol.asyncIterator]();
    expect(Buffer.from((await pulled.next()).value ?? []).toString()).toBe("he");
    await expect(pulled.next()).rejects.toMatchObject({ failure: "connection_lost" });
  });

  it("that does not begin in time, or falls silent, is told apart", async () => {
    const silent = await serving(() => undefined);
    await expect(egressOf().send(asking(silent.url, { headersTimeoutMs: 100 }))).rejects.toMatchObject({
      failure: "headers_timeout",
    });
    const stuck = await serving((socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe"));
    const response = await egressOf().send(asking(stuck.url, { idleTimeoutMs: 100 }));
    await expect(textOf(response)).rejects.toMatchObject({ failure: "idle_timeout" });
  });

  it("is not taken for silent while its reader is slow, and comes whole", async () => {
    const size = 1024 * 1024;
    const server = await serving((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${size}\r\n\r\n`);
      socket.write(Buffer.alloc(size, "a"));
    });
    const egress = egressOf();
    const { body } = await egress.send(asking(server.url, { idleTimeoutMs: 100 }));
    const pulled = body[Symbol.asyncIterator]();
    let length = (await pulled.next()).value?.length ?? 0;
    // Another call of the same egress tells when more time has passed than the silence allowed.
    const silent = await serving(() => undefined);
    await expect(egress.send(asking(silent.url, { headersTimeoutMs: 300 }))).rejects.toMatchObject({
      failure: "headers_timeout",
    });
    for (let next = await pulled.next(); next.done !== true; next = await pulled.next()) length += next.value.length;
    expect(length).toBe(size);
  });
});
