import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { describe, expect, it } from "vitest";
import { asking, closing, egressOf, OK, serving, textOf } from "./testing/calls";
import { CERTIFICATE } from "./testing/certificate";

describe("over TLS", () => {
  async function tlsServer(): Promise<{ url: string; connections: () => number; resumed: () => number }> {
    let connections = 0;
    let resumed = 0;
    const pair: (() => void)[] = [];
    const server: TlsServer = createTlsServer(CERTIFICATE, (request, response) => {
      request.resume();
      if (request.url !== "/v1/pair") return void response.end("ok");
      pair.push(() => response.end("ok"));
      if (pair.length === 2) for (const answer of pair) answer();
    });
    server.on("secureConnection", (socket) => {
      connections += 1;
      if (socket.isSessionReused()) resumed += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(async () => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { url: `https://localhost:${port}/v1`, connections: () => connections, resumed: () => resumed };
  }

  it("a server that proves who it is is called, its connection kept and its session resumed", async () => {
    const before = getCACertificates("default");
    setDefaultCACertificates([...before, CERTIFICATE.cert]);
    closing.push(async () => setDefaultCACertificates(before));
    const server = await tlsServer();
    const egress = egressOf();
    for (let n = 0; n < 5; n += 1) expect(await textOf(await egress.send(asking(server.url)))).toBe("ok");
    expect(server.connections()).toBe(1);
    const both = [1, 2].map(() => egress.send(asking(`${server.url}/pair`)));
    for (const response of await Promise.all(both)) expect(await textOf(response)).toBe("ok");
    expect([server.connections(), server.resumed()]).toEqual([2, 1]);
  });

  it("one that does not is not", async () => {
    const server = await tlsServer();
    await expect(egressOf().send(asking(server.url))).rejects.toMatchObject({ failure: "connect_failed" });
    expect(server.connections()).toBe(0);
  });
});

describe("a name", () => {
  it("that resolves to a private address is not even dialled", async () => {
    const server = await serving((socket) => socket.write(OK));
    const url = server.url.replace("http://127.0.0.1", "http://localhost");
    const egress = egressOf({ allow: ["127.0.0.1"] });
    await expect(egress.send(asking(url.replace("http:", "https:")))).rejects.toMatchObject({
      failure: "forbidden_destination",
    });
    expect(server.connections).toBe(0);
  });
});
