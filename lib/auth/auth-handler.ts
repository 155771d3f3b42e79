import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import type { AuthDeps, Visit } from "./auth-deps";
import { createAuthOptions } from "./auth-options";
import { clientAddressOf } from "./client-address";
import type { Authorization, SignInRefusal } from "./oidc/contract";
import { refusalIn } from "./oidc/refusal-in";
import { portalPath } from "./portal-path";
import { OIDC } from "./redirect-uri";

const BODY_LIMIT_BYTES = 64 * 1024;
/** Nothing here is a page; what next-auth would draw as one does nothing. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** Refusals that no visitor can help. */
const NOBODYS_FAULT: ReadonlySet<SignInRefusal | null> = new Set(["provider_unreachable", "portal_failed"] as const);
const PATH = /^\/api\/auth\/([\w-]+)(?:\/([\w-]+))?\/?$/;

/**
 * next-auth as a plain `(Request) => Promise<Response>` under `/api/auth`. It is driven through its request and response objects
 * rather than its route handler, so that it needs neither Next's request scope nor NEXTAUTH_URL: where it sends the browser is
 * decided here, always within the portal, or to the provider's own door. Who fails too often waits (`SignInAttempts`).
 */
export async function handleAuthRequest(request: Request, deps: AuthDeps): Promise<Response> {
  const path = PATH.exec(new URL(request.url).pathname);
  if (path === null) return Response.json({ message: "There is no such page." }, { status: 404 });
  const visit = newVisit(request);
  if (path[1] !== "callback") return answer(request, { path, visit }, deps);
  const { clientAddress } = visit.visitor;
  const waitS = deps.attempts.take(clientAddress);
  if (waitS > 0) return tooMany(request, { waitS, publicUrl: deps.publicUrl });
  let isTheirs = false;
  try {
    const response = await answer(request, { path, visit }, deps);
    isTheirs = !visit.isSignedIn && !NOBODYS_FAULT.has(visit.refusal);
    return response;
  } finally {
    if (!isTheirs) deps.attempts.giveBack(clientAddress);
  }
}

function newVisit(request: Request): Visit {
  const visitor = { userAgent: request.headers.get("user-agent"), clientAddress: clientAddressOf(request) };
  return { visitor, authorization: null, refusal: null, isSignedIn: false };
}

/** Where a browser goes, or what a page is told, whose address has failed too often. */
function tooMany(request: Request, { waitS, publicUrl }: { waitS: number; publicUrl: string }): Response {
  const url = signInPage(publicUrl, "too_many_attempts");
  const headers = { "cache-control": "private, no-store", "retry-after": String(waitS) };
  if (request.method === "POST") return Response.json({ url }, { status: 429, headers });
  return new Response(null, { status: 302, headers: { ...headers, location: url } });
}

async function answer(
  request: Request,
  { path, visit }: { path: RegExpExecArray; visit: Visit },
  deps: AuthDeps,
): Promise<Response> {
  const url = new URL(request.url);
  const body = request.method === "POST" ? await readBody(request) : {};
  if (body === null) return Response.json({ message: "The body is too large or not readable." }, { status: 400 });
  const [, action = "", provider = ""] = path;
  const outgoing = new Outgoing(deps.publicUrl);
  try {
    if (provider === OIDC) visit.authorization = (await deps.oidc?.authorization()) ?? null;
    const options = createAuthOptions(deps, visit);
    const incoming = {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: readCookies(request.headers.get("cookie") ?? ""),
      // What a sign-in asks the provider for is ours to say, never the address's.
      query: { ...(action === "signin" ? {} : Object.fromEntries(url.searchParams)), nextauth: nextAuthPath(path) },
      body,
    };
    outgoing.allowed = action === "signin" ? visit.authorization : null;
    await NextAuth(incoming as unknown as NextApiRequest, outgoing as unknown as NextApiResponse, options);
  } catch (error) {
    visit.refusal = refusalOf(error, deps);
    outgoing.refuse(isAskedForJson(body));
  }
  return outgoing.response(visit.refusal);
}

function nextAuthPath(path: RegExpExecArray): string[] {
  return [path[1], path[2]].filter((part) => part !== undefined);
}

function isAskedForJson(body: object): boolean {
  return "json" in body && body.json === "true";
}

/** Anything but a refusal is a bug, and thrown on. */
function refusalOf(error: unknown, deps: AuthDeps): SignInRefusal {
  const refusal = refusalIn(error);
  if (refusal === null) throw error;
  deps.onRefusedSignIn(refusal, error instanceof Error ? error.message : "");
  return refusal;
}

/** The little of a Node response that next-auth writes to. */
class Outgoing {
  readonly #publicUrl: string;
  readonly #headers = new Map<string, string | string[]>();
  /** The provider's door, while the browser is being sent there. */
  allowed: Authorization | null = null;
  #status = 200;
  #body: string | null = null;
  /** Where next-auth wants the browser to go, and whether it says so in JSON. */
  #redirect: { to: string; asJson: boolean } | null = null;

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
    if (name.toLowerCase() === "location") this.#redirect = { to: String(value), asJson: false };
    else this.#headers.set(name.toLowerCase(), value);
  }

  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    if (value !== null && typeof value === "object" && "url" in value) {
      this.#redirect = { to: String(value.url), asJson: true };
    } else this.#body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === "string") this.#body = value;
    else this.json(value ?? {});
  }

  end(): void {
    this.#body = null;
  }

  /** The provider failed before next-auth had a word: back to sign-in. */
  refuse(asJson: boolean): void {
    this.#status = asJson ? 200 : 302;
    this.#redirect = { to: this.#publicUrl, asJson };
  }

  response(refusal: SignInRefusal | null): Response {
    const headers = new Headers({ "cache-control": "private, no-store", "content-security-policy": NO_PAGE });
    for (const [name, value] of this.#headers) {
      if (Array.isArray(value)) for (const one of value) headers.append(name, one);
      else headers.set(name, value);
    }
    if (this.#redirect === null) return new Response(this.#body, { status: this.#status, headers });
    const to = refusal === null ? this.#where(this.#redirect.to) : signInPage(this.#publicUrl, refusal);
    if (!this.#redirect.asJson) headers.set("location", to);
    else headers.set("content-type", "application/json");
    const body = this.#redirect.asJson ? JSON.stringify({ url: to }) : null;
    return new Response(body, { status: this.#status, headers });
  }

  /** Every redirect ends at the provider's door, inside the portal or, with the reason, at sign-in. */
  #where(target: string): string {
    if (!URL.canParse(target, this.#publicUrl)) return `${this.#publicUrl}/`;
    const url = new URL(target, this.#publicUrl);
    if (this.allowed !== null && url.href.startsWith(new URL(this.allowed.endpoint).href)) return url.href;
    const error = url.searchParams.get("error");
    if (error !== null) return signInPage(this.#publicUrl, error);
    return this.#publicUrl + portalPath(target, this.#publicUrl);
  }
}

function signInPage(publicUrl: string, error: string): string {
  return `${publicUrl}/sign-in?${new URLSearchParams({ error })}`;
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
