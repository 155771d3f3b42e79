import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { afterEach, expect, it } from "vitest";
import { Deadline } from "./deadline";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

it("is missed when nothing comes", async () => {
  const begun = performance.now();
  await new Promise<void>((resolve) => new Deadline(50, resolve));
  expect(performance.now() - begun).toBeGreaterThan(40);
});

it("is not missed by what was cleared", async () => {
  let missed = 0;
  new Deadline(20, () => (missed += 1)).clear();
  await new Promise<void>((resolve) => new Deadline(60, resolve));
  expect(missed).toBe(0);
});

it("takes no lateness of our own for the other side's", async () => {
  // The answer is sent by another thread while this one is busy, so it is there before the deadline is looked at.
  const worker = new Worker(
    `const { createServer } = require("node:net");
     const { parentPort } = require("node:worker_threads");
     const server = createServer((socket) => setTimeout(() => socket.end("answer"), 20));
     server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  open.push({ close: () => worker.terminate() });
  const [port] = (await once(worker, "message")) as [number];
  const socket: Socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const outcome = new Promise<string>((resolve) => {
    const deadline = new Deadline(100, () => resolve("missed"));
    socket.once("data", (bytes) => {
      deadline.clear();
      resolve(bytes.toString());
    });
  });
  const busyUntil = performance.now() + 200;
  while (performance.now() < busyUntil) Math.sqrt(busyUntil);
  expect(await outcome).toBe("answer");
});
