import { createSecureServer, type Http2SecureServer } from "node:http2";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenOnLoopback } from "@/e2e/faulty-upstream/listen";
import { selfSignedCertificate } from "@/e2e/faulty-upstream/self-signed-certificate";
import { asking, egressOf, textOf } from "./testing/calls";

const trustedBefore = getCACertificates("default");
const certificate = selfSignedCertificate();
const versions: string[] = [];
const left: string[] = [];

let choosy: Http2SecureServer;
let newOnly: Http2SecureServer;
let urls: { choosy: string; newOnly: string };

beforeAll(async () => {
  setDefaultCACertificates([...trustedBefore, certificate.cert]);
  choosy = provider(true);
  newOnly = provider(false);
  const [a, b] = await Promise.all([choosy, newOnly].map((server) => listenOnLoopback(server)));
  urls = { choosy: `https://localhost:${a}`, newOnly: `https://localhost:${b}` };
});
afterAll(async () => {
  for (const server of [choosy, newOnly]) server.close();
  setDefaultCACertificates(trustedBefore);
});

/** A server that prefers HTTP/2, as most providers' do; `/endless` never ends by itself. */
function provider(allowHTTP1: boolean): Http2SecureServer {
  const server = createSecureServer({ ...certificate, allowHTTP1 }, (request, response) => {
    versions.push(request.httpVersion);
    response.on("close", () => left.push(request.url));
    response.writeHead(200);
    if (request.url === "/endless") response.write("more");
    else response.end("good");
  });
  // Clients that give up during the handshake.
  return server.on("tlsClientError", () => undefined);
}

describe("a provider that prefers HTTP/2", () => {
  it("is spoken to in HTTP/1.1, where an abort reaches it", async () => {
    const egress = egressOf();
    expect(await textOf(await egress.send(asking(`${urls.choosy}/good`)))).toBe("good");
    const controller = new AbortController();
    const endless = await egress.send({ ...asking(`${urls.choosy}/endless`), signal: controller.signal });
    await endless.body[Symbol.asyncIterator]().next();
    controller.abort();
    await expect.poll(() => left).toContain("/endless");
    expect(versions).toEqual(["1.1", "1.1"]);
  });

  it("and speaks nothing else is a connection that failed", async () => {
    await expect(egressOf().send(asking(`${urls.newOnly}/good`))).rejects.toMatchObject({
      name: "EgressError",
      failure: expect.stringMatching(/^(connect_failed|connection_lost|bad_response)$/),
    });
  });
});
