import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { objectOf, textOf } from "@/lib/llm/read-json";
import type { Egress } from "./contract";
import { createHttpEgress } from "./http-egress";
import { createTokenSource, type Purchase } from "./token-source";

const HOUR_MS = 3_600_000;
let server: Server | null = null;
let egress: Egress | null = null;

afterEach(async () => {
  await egress?.close();
  server?.closeAllConnections();
  server?.close();
});

/** A token server on a real socket, and a source over it whose clock the test moves. */
async function open(answer: (count: number, response: ServerResponse, request: IncomingMessage) => void) {
  const seen = { calls: 0, nowMs: 1_000_000 };
  server = createServer((request, response) => {
    seen.calls += 1;
    answer(seen.calls, response, request);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const way = createHttpEgress({ allow: [`127.0.0.1:${port}`] });
  egress = way;
  const source = createTokenSource<string>(way, () => seen.nowMs);
  const purchase: Purchase<string> = {
    request: () => ({ url: `http://127.0.0.1:${port}/token`, headers: {}, body: "grant" }),
    read: (body, nowMs) => ({ token: textOf(objectOf(body)?.token) ?? "", expiresAtMs: nowMs + HOUR_MS }),
  };
  return { seen, source, purchase };
}

const give = (count: number, response: ServerResponse) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ token: `t${count}` }));
};

describe("a token source", () => {
  it("fetches once for all who wait at the same time, and remembers", async () => {
    const { seen, source, purchase } = await open(give);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => source.tokenFor("a", purchase)));
    expect([new Set(tokens).size, await source.tokenFor("a", purchase), seen.calls]).toEqual([1, "t1", 1]);
  });

  it("keeps credentials apart", async () => {
    const { source, purchase } = await open(give);
    expect(await source.tokenFor("a", purchase)).not.toBe(await source.tokenFor("b", purchase));
  });

  it("renews five minutes before the end", async () => {
    const { seen, source, purchase } = await open(give);
    await source.tokenFor("a", purchase);
    seen.nowMs += HOUR_MS - 5 * 60_000 - 1;
    expect(await source.tokenFor("a", purchase)).toBe("t1");
    seen.nowMs += 1;
    expect(await source.tokenFor("a", purchase)).toBe("t2");
  });

  it("goes on with the old one while it is good and renewing fails, and not a moment longer", async () => {
    const { seen, source, purchase } = await open((count, response) => {
      if (count === 1) return give(count, response);
      response.statusCode = 503;
      response.end();
    });
    await source.tokenFor("a", purchase);
    seen.nowMs += HOUR_MS - 1;
    expect(await source.tokenFor("a", purchase)).toBe("t1");
    seen.nowMs += 1;
    await expect(source.tokenFor("a", purchase)).rejects.toMatchObject({ code: "upstream_error" });
  });

  it("says whose fault a refusal is, without repeating what was said, and asks again next time", async () => {
    const { source, purchase } = await open((count, response) => {
      if (count > 1) return give(count, response);
      response.statusCode = 400;
      response.end(JSON.stringify({ error: "invalid_grant", error_description: "key 0a1b2c of gatehouse@p is gone" }));
    });
    const refusal: unknown = await source.tokenFor("a", purchase).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "upstream_auth_error" });
    expect(JSON.stringify(refusal) + String(refusal)).not.toContain("0a1b2c");
    expect(await source.tokenFor("a", purchase)).toBe("t2");
  });

  it("fetches nothing where no token is needed", async () => {
    const { seen, source, purchase } = await open(give);
    expect(await source.tokenFor("a", { ...purchase, request: () => null })).toBeNull();
    expect(seen.calls).toBe(0);
  });
});
