import type { Server, ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Drainable, drain } from "./drain";
import { createHttpServer, listen } from "./http-server";
import { Lifecycle } from "./lifecycle";

const never = new AbortController().signal;
let server: Server;
afterEach(() => server.closeAllConnections());

/** A server whose every answer is a stream that goes on until the gateway ends it. */
async function open() {
  const live = new Set<ServerResponse>();
  const lifecycle = new Lifecycle();
  lifecycle.enter("ready");
  server = createHttpServer(
    (request, response) => {
      if (lifecycle.isLeaving) response.shouldKeepAlive = false;
      if (request.url === "/quick") return response.end("quick");
      live.add(response);
      return response.write("begin\n");
    },
    { upgrades: () => false },
  );
  const finish = (word: string) => {
    for (const response of live) response.end(word);
    live.clear();
  };
  const gateway: Drainable = {
    beginDrain: () => undefined,
    endIdle: () => undefined,
    endStreams: async () => finish("ended by us"),
  };
  const port = await listen(server, "127.0.0.1", 0);
  return { lifecycle, gateway, finish, ask: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) };
}

describe("a drain", () => {
  it("serves new connections through the lame-duck window, then none", async () => {
    const { lifecycle, gateway, ask } = await open();
    const hurry = new AbortController();
    const done = drain(server, gateway, lifecycle, { lameDuckMs: 60_000, drainMs: 60_000, hurry: hurry.signal });
    expect(lifecycle.item()).toMatchObject({ ready: false });
    expect(await (await ask("/quick")).text()).toBe("quick");
    hurry.abort();
    await done;
    await expect(ask("/quick")).rejects.toThrow();
  });

  it("waits for a live stream to finish by itself", async () => {
    const { lifecycle, gateway, finish, ask } = await open();
    const stream = await ask("/stream");
    const done = drain(server, gateway, lifecycle, { lameDuckMs: 0, drainMs: 60_000, hurry: never });
    await vi.waitFor(() => expect(lifecycle.phase).toBe("closing"));
    finish("by itself");
    await done;
    expect(await stream.text()).toBe("begin\nby itself");
  });

  it("lets the gateway end what is still live at the deadline", async () => {
    const { lifecycle, gateway, ask } = await open();
    const stream = await ask("/stream");
    await drain(server, gateway, lifecycle, { lameDuckMs: 0, drainMs: 50, hurry: never });
    expect(await stream.text()).toBe("begin\nended by us");
  });

  it("waits for nothing once an operator is in a hurry", async () => {
    const { lifecycle, gateway, ask } = await open();
    const stream = await ask("/stream");
    const hurry = new AbortController();
    const done = drain(server, gateway, lifecycle, { lameDuckMs: 60_000, drainMs: 60_000, hurry: hurry.signal });
    hurry.abort();
    await done;
    expect(await stream.text()).toBe("begin\nended by us");
  });
});
