import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { askForProof } from "./ask-for-proof";

let server: Server;
afterEach(() => server.close());

/** A server that gives these answers in turn. */
async function answering(...answers: [status: number, body: object][]) {
  server = createServer((_request, response) => {
    const [status, body] = answers.shift() ?? [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "ghp_test" };
}

const RUNNING = { id: "prf_1", finishedAt: null };
const ENDED = { id: "prf_1", finishedAt: "2026-01-01T00:00:00Z", status: "passed" };

describe("following a proof", () => {
  it("goes on when the server cannot answer for a moment", async () => {
    const busy = [503, { detail: "The database does not answer." }] as [number, object];
    const seen: unknown[] = [];
    const proof = await askForProof(await answering([202, RUNNING], busy, [200, ENDED]), (one) => seen.push(one));
    expect(proof).toEqual(ENDED);
    expect(seen).toEqual([ENDED]);
  });

  it("ends with the server's own words when it is refused", async () => {
    const asked = askForProof(
      await answering([202, RUNNING], [403, { detail: "Not with this token." }]),
      () => undefined,
    );
    await expect(asked).rejects.toThrow("answered 403: Not with this token.");
  });
});
