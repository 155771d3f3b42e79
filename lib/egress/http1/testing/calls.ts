import type { Socket } from "node:net";
import { afterEach } from "vitest";
import type { Egress, InboundResponse, OutboundRequest } from "../../contract";
import { createHttpEgress, type HttpEgressOptions } from "../../http-egress";
import { type RawServer, rawServer } from "./raw-server";

/** Closed after each test, the last one first. */
export const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Serve = (socket: Socket, request: string, nth: number) => void;

/** A server of bytes that lives as long as the test. */
export async function serving(serve: Serve): Promise<RawServer> {
  const server = await rawServer(serve);
  closing.push(() => server.close());
  return server;
}

/** A way out that may call this machine. */
export function egressOf(options: Partial<HttpEgressOptions> = {}): Egress {
  const egress = createHttpEgress({ allow: ["127.0.0.1", "localhost"], ...options });
  closing.push(() => egress.close());
  return egress;
}

/** One call. */
export function asking(url: string, over: Partial<OutboundRequest> = {}): OutboundRequest {
  const signal = new AbortController().signal;
  const usual = { poolKey: "one", method: "POST", url, headers: {}, body: "x", signal } as const;
  return { ...usual, headersTimeoutMs: 10_000, idleTimeoutMs: 10_000, ...over };
}

/** A whole answer. */
export async function textOf(response: InboundResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** An answer that keeps the connection. */
export const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
