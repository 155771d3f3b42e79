import { EgressError } from "../contract";

/** More than any provider sends; the rest would only fill memory. */
export const HEAD_BYTES_MAX = 32 * 1024;

/** How the end of a body is known (RFC 9112, section 6.3). */
export type Framing =
  | { kind: "none" }
  | { kind: "length"; bytes: number }
  | { kind: "chunked" }
  | { kind: "until_close" };

/** Status line and fields of one response, its framing decided. */
export interface ResponseHead {
  status: number;
  /** Lower-case names; repeated ones joined by comma. */
  headers: Record<string, string>;
  framing: Framing;
  /** The connection may carry another call afterwards. */
  keepsAlive: boolean;
  /** The server's own word on how long it keeps an idle connection; null when it gave none. */
  keepAliveSeconds: number | null;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: |$)/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const DIGITS = /^\d{1,15}$/;
const TIMEOUT = /\btimeout=(\d{1,9})/;

/**
 * Reads a head, given without its blank line. What two readers could understand differently is refused: bare line feeds, folded
 * lines, two lengths, a length beside chunks. Throws EgressError `bad_response`.
 */
export function readHead(text: string): ResponseHead {
  const firstEnd = text.indexOf("\r\n");
  const line = STATUS_LINE.exec(firstEnd === -1 ? text : text.slice(0, firstEnd));
  if (line === null) throw badResponse("it does not begin with an HTTP/1 status line");
  const headers = firstEnd === -1 ? {} : readFields(text, firstEnd + 2);
  const status = Number(line[2]);
  const framing = framingOf(status, headers);
  const connection = headers.connection?.toLowerCase();
  const isOpen = line[1] === "1" ? connection !== "close" : connection === "keep-alive";
  const keepAlive = headers["keep-alive"];
  return {
    status,
    headers,
    framing,
    keepsAlive: isOpen && framing.kind !== "until_close",
    keepAliveSeconds: keepAlive === undefined ? null : Number(TIMEOUT.exec(keepAlive)?.[1] ?? "NaN") || null,
  };
}

function readFields(text: string, from: number): Record<string, string> {
  // Without a prototype: an upstream may call a field whatever it likes.
  const headers: Record<string, string> = Object.create(null);
  for (let at = from; at < text.length; ) {
    const next = text.indexOf("\r\n", at);
    const end = next === -1 ? text.length : next;
    addField(headers, text, { at, end });
    at = end + 2;
  }
  return headers;
}

function addField(headers: Record<string, string>, text: string, { at, end }: { at: number; end: number }): void {
  const colon = text.indexOf(":", at);
  const name = colon === -1 || colon > end ? "" : text.slice(at, colon).toLowerCase();
  if (!TOKEN.test(name)) throw badResponse("a header line is malformed");
  const value = text.slice(colon + 1, end).trim();
  if (value.includes("\n") || value.includes("\r") || value.includes("\0"))
    throw badResponse(`header ${name} holds a control character`);
  const had = headers[name];
  headers[name] = had === undefined ? value : `${had}, ${value}`;
}

function framingOf(status: number, headers: Record<string, string>): Framing {
  if (status < 200 || status === 204 || status === 304) return { kind: "none" };
  const coding = headers["transfer-encoding"];
  const length = headers["content-length"];
  if (coding !== undefined) {
    if (coding.toLowerCase() !== "chunked") throw badResponse("its transfer-encoding is not chunked");
    if (length !== undefined) throw badResponse("it has both a length and chunks");
    return { kind: "chunked" };
  }
  if (length === undefined) return { kind: "until_close" };
  if (!DIGITS.test(length)) throw badResponse("its content-length is no number");
  return { kind: "length", bytes: Number(length) };
}

/** An answer that is no HTTP/1 as it should be. */
export function badResponse(detail: string): EgressError {
  return new EgressError("bad_response", `The upstream's answer is not valid HTTP: ${detail}`);
}
