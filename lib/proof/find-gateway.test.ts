import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpEgress } from "@/lib/egress/http-egress";
import { createSocketEgress } from "@/lib/egress/socket-egress";
import { findGateway } from "./find-gateway";

const servers: Server[] = [];

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const gateway: RequestListener = (_request, response) =>
  response.writeHead(401).end(JSON.stringify({ error: { code: "invalid_api_key" } }));
const stranger: RequestListener = (_request, response) => response.writeHead(200).end("It works!");

describe("the address to prove", () => {
  const allow = ["127.0.0.1"];
  const egress = createHttpEgress({ allow });
  const out = { egress, sockets: createSocketEgress({ allow }) };
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("is the public one, because applications use it", async () => {
    const publicOrigin = await listen(gateway);
    expect(await findGateway({ publicOrigin, listener: "http://127.0.0.1:1" }, out)).toBe(publicOrigin);
  });

  it("is the own listener when something else answers at the public one, or nothing", async () => {
    const listener = "http://127.0.0.1:1";
    expect(await findGateway({ publicOrigin: await listen(stranger), listener }, out)).toBe(listener);
    expect(await findGateway({ publicOrigin: "http://127.0.0.1:9", listener }, out)).toBe(listener);
  });

  it("is missing in a portal that does not know its gateway, which says what to set", async () => {
    await expect(findGateway({ publicOrigin: null, listener: null }, out)).rejects.toThrow("set GATEHOUSE_URL");
    const publicOrigin = await listen(stranger);
    await expect(findGateway({ publicOrigin, listener: null }, out)).rejects.toThrow(publicOrigin);
  });
});
