import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";

const BODY_LIMIT_BYTES = 64 * 1024;
const PATH = /^\/api\/auth\/([\w-]+)(?:\/([\w-]+))?\/?$/;

/**
 * next-auth as a plain `(Request) => Promise<Response>` under `/api/auth`. It is driven through its request and response objects
 * rather than its route handler, so that it needs neither Next's request scope nor NEXTAUTH_URL: where it sends the browser is
 * decided here, always within `publicUrl`.
 */
export async function handleAuthRequest(
  request: Request,
  options: NextAuthOptions,
  publicUrl: string,
): Promise<Response> {
  const url = new URL(request.url);
  const path = PATH.exec(url.pathname);
  if (path === null) return Response.json({ message: "There is no such page." }, { status: 404 });
  const body = request.method === "POST" ? await readBody(request) : {};
  if (body === null) return Response.json({ message: "The body is too large or not readable." }, { status: 400 });
  const incoming = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies: readCookies(request.headers.get("cookie") ?? ""),
    query: {
      ...Object.fromEntries(url.searchParams),
      nextauth: [path[1], path[2]].filter((part) => part !== undefined),
    },
    body,
  };
  const outgoing = new Outgoing(publicUrl);
  await NextAuth(incoming as unknown as NextApiRequest, outgoing as unknown as NextApiResponse, { ...options });
  return outgoing.response();
}

/** The little of a Node response that next-auth writes to. */
class Outgoing {
  readonly #publicUrl: string;
  readonly #headers = new Map<string, string | string[]>();
  #status = 200;
  #body: string | null = null;

  constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
  }

  status(status: number): this {
    this.#status = status;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): void {
    this.#headers.set(name.toLowerCase(), value);
  }

  json(value: unknown): void {
    const redirect = value !== null && typeof value === "object" && "url" in value ? String(value.url) : null;
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(redirect === null ? value : { url: withinPortal(redirect, this.#publicUrl) });
  }

  send(value: unknown): void {
    if (typeof value === "string") this.#body = value;
    else this.json(value ?? {});
  }

  end(): void {
    this.#body = null;
  }

  response(): Response {
    const headers = new Headers({ "cache-control": "private, no-store" });
    for (const [name, value] of this.#headers) {
      if (name === "location") headers.set(name, withinPortal(String(value), this.#publicUrl));
      else if (Array.isArray(value)) for (const one of value.filter(isWanted)) headers.append(name, one);
      else headers.set(name, value);
    }
    return new Response(this.#body, { status: this.#status, headers });
  }
}

/** Every redirect ends at the portal's front door or, with the reason, at sign-in. */
function withinPortal(target: string, publicUrl: string): string {
  const error = URL.canParse(target, publicUrl) ? new URL(target, publicUrl).searchParams.get("error") : null;
  return error === null ? `${publicUrl}/` : `${publicUrl}/sign-in?${new URLSearchParams({ error })}`;
}

/** next-auth remembers where to go in a cookie of its own; we decide that ourselves. */
function isWanted(setCookie: string): boolean {
  return !/^[^=]*callback-url=/.test(setCookie);
}

function readCookies(header: string): Record<string, string> {
  const pairs = header.split(";").map((pair) => pair.trim());
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes("="))
      .map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1))]),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** JSON or a form as an object; null when it is larger than 64 kB or neither. */
async function readBody(request: Request): Promise<object | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (request.headers.get("content-type")?.includes("json") !== true)
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
