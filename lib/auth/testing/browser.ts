import type { AuthDeps } from "../auth-deps";
import { handleAuthRequest } from "../auth-handler";

/** Follows redirects between the portal's sign-in, in process, and a provider, over the network, with cookies for each. */
export class Browser {
  readonly #deps: AuthDeps;
  readonly #jars = new Map<string, Map<string, string>>();
  /** Every address visited, in order. */
  readonly visited: string[] = [];

  constructor(deps: AuthDeps) {
    this.#deps = deps;
  }

  /** Cookies of the portal as a `cookie` header. */
  get portalCookies(): string {
    return this.#cookieHeader(this.#deps.publicUrl);
  }

  /** A portal cookie by the end of its name; empty when there is none. */
  portalCookie(name: string): string {
    const jar = this.#jars.get(new URL(this.#deps.publicUrl).origin) ?? new Map<string, string>();
    const found = [...jar].find(([key]) => key.endsWith(name));
    return found === undefined ? "" : found.join("=");
  }

  /** Presses the provider's button; gives where it leads. */
  async begin(callbackUrl = "/"): Promise<string> {
    const { publicUrl } = this.#deps;
    const csrf = await this.send(`${publicUrl}/api/auth/csrf`);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const body = JSON.stringify({ csrfToken, callbackUrl, json: "true" });
    const headers = { "content-type": "application/json" };
    const answer = await this.send(`${publicUrl}/api/auth/signin/oidc`, { method: "POST", headers, body });
    return ((await answer.json()) as { url: string }).url;
  }

  /** Goes there and wherever it leads, until a page of the portal that is no part of signing in; gives its address. */
  async follow(start: string): Promise<string> {
    let url = start;
    for (let hop = 0; hop < 12; hop++) {
      this.visited.push(url);
      const isPage = url.startsWith(this.#deps.publicUrl) && !new URL(url).pathname.startsWith("/api/auth/");
      if (isPage) return url;
      const answer = await this.send(url);
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
      url = new URL(location, url).href;
    }
    throw new Error(`redirects without end: ${this.visited.join(" ")}`);
  }

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", this.#cookieHeader(url));
    headers.set("user-agent", "browser");
    const request = { ...init, headers, redirect: "manual" } as const;
    const answer = url.startsWith(`${this.#deps.publicUrl}/`)
      ? await handleAuthRequest(new Request(url, request), this.#deps)
      : await fetch(url, request);
    this.#keep(url, answer.headers.getSetCookie());
    return answer;
  }

  #cookieHeader(url: string): string {
    const jar = this.#jars.get(new URL(url).origin) ?? new Map<string, string>();
    return [...jar].map((pair) => pair.join("=")).join("; ");
  }

  #keep(url: string, setCookies: readonly string[]): void {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map<string, string>();
    this.#jars.set(origin, jar);
    for (const setCookie of setCookies) {
      const pair = setCookie.split(";")[0] ?? "";
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (value === "" || /max-age=0/i.test(setCookie)) jar.delete(name);
      else jar.set(name, value);
    }
  }
}
