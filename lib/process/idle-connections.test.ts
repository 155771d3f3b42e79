import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { IdleConnections } from "./idle-connections";

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

const CALL = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

async function dial(): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

async function listening(keepAliveMs: number, answer: (n: number, end: () => void) => void): Promise<void> {
  let n = 0;
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    idle.begin(request, response);
    n += 1;
    answer(n, () => response.end("ok"));
  });
  const idle = new IdleConnections(server, keepAliveMs);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

it("hangs up on a connection that was answered and then carried nothing", async () => {
  await listening(150, (_n, end) => end());
  const socket = await dial();
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("data", () => undefined).write(CALL);
  await closed;
});

it("leaves a connection alone whose call runs longer than that", async () => {
  let finish: () => void = () => undefined;
  await listening(75, (n, end) => {
    if (n === 1) finish = end;
    else end();
  });
  const slow = await dial();
  let answer = "";
  let isClosed = false;
  slow.on("data", (chunk) => {
    answer += String(chunk);
  });
  slow.once("close", () => {
    isClosed = true;
  });
  slow.write(CALL);
  // Another connection tells when the time for idle ones has passed.
  const idle = await dial();
  const gone = new Promise((resolve) => idle.once("close", resolve));
  idle.on("data", () => undefined).write(CALL);
  await gone;
  expect(isClosed).toBe(false);
  const got = new Promise((resolve) => slow.once("data", resolve));
  finish();
  await got;
  expect(answer).toContain("200 OK");
});

it("leaves a connection alone that was upgraded", async () => {
  await listening(75, (_n, end) => end());
  let isClosed = false;
  server.on("upgrade", (_request, upgraded) => {
    upgraded.once("close", () => {
      isClosed = true;
    });
  });
  const session = await dial();
  session.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
  const idle = await dial();
  const gone = new Promise((resolve) => idle.once("close", resolve));
  idle.on("data", () => undefined).write(CALL);
  await gone;
  expect(isClosed).toBe(false);
});
