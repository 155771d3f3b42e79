import { EgressError, type OutboundRequest } from "../contract";

/** A field line of RFC 9110 in latin1: a token before the colon, nothing that ends a line after it. */
const LINE = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+: [\t\x20-\x7e\x80-\xff]*$/;
const TARGET = /^[\x21-\x7e]+$/;
/** What this client says itself: a second word on it could make the upstream see two requests in one. */
const OWN = new Set(["host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "keep-alive"]);

/** The head of a request in latin1, its blank line included. Throws EgressError `bad_request` for what would break out of its line. */
export function writeHead(
  request: OutboundRequest,
  { host, path }: { host: string; path: string },
  bodyBytes: number,
): string {
  let lines = "";
  for (const name in request.headers) {
    if (OWN.has(name)) continue;
    const line = `${name}: ${request.headers[name]}`;
    if (!LINE.test(line)) throw new EgressError("bad_request", "A header of the call holds what no header may hold.");
    lines += `${line}\r\n`;
  }
  if (!TARGET.test(path))
    throw new EgressError("bad_request", "The path of the call holds a character that no path may hold.");
  const length = bodyBytes === 0 && request.method !== "POST" ? "" : `content-length: ${bodyBytes}\r\n`;
  return `${request.method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}${length}\r\n`;
}
