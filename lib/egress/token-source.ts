import { AppError } from "@/lib/errors/app-error";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { Egress, InboundResponse } from "./contract";

/** How to get a token; asked only where none is remembered. `request` gives null where none is needed. */
export interface Purchase<Token> {
  request(nowMs: number): { url: string; headers: Record<string, string>; body: string } | null;
  /** Reads the JSON of a 200. */
  read(body: unknown, nowMs: number): { token: Token; expiresAtMs: number };
}

export interface TokenSource<Token> {
  /** A token that is good for some time yet. Throws AppError or EgressError. */
  tokenFor(key: string, purchase: Purchase<Token>): Promise<Token | null>;
}

interface Known<Token> {
  token: Token;
  /** From then on a new one is fetched; this one serves while that fails, until it ends. */
  renewAtMs: number;
  expiresAtMs: number;
}

const RENEW_BEFORE_MS = 5 * 60_000;
const TIMEOUT_MS = 10_000;
const LONGEST_BODY_BYTES = 65_536;
const MOST_KEYS = 1_000;

/** Short-lived tokens by credential, fetched once for all who wait, and renewed before they end. `now` is in ms since 1970. */
export function createTokenSource<Token>(
  egress: Pick<Egress, "send">,
  now: () => number = Date.now,
): TokenSource<Token> {
  const known = new Map<string, Known<Token>>();
  const fetching = new Map<string, Promise<Token | null>>();

  const fetchOnce = async (key: string, purchase: Purchase<Token>): Promise<Token | null> => {
    const request = purchase.request(now());
    if (request === null) return null;
    const { token, expiresAtMs } = purchase.read(await exchange(egress, request), now());
    const life = expiresAtMs - now();
    if (known.size >= MOST_KEYS) known.clear();
    known.set(key, { token, expiresAtMs, renewAtMs: expiresAtMs - Math.min(RENEW_BEFORE_MS, life / 2) });
    return token;
  };

  return {
    async tokenFor(key, purchase) {
      const old = known.get(key);
      if (old !== undefined && now() < old.renewAtMs) return old.token;
      const under = fetching.get(key) ?? fetchOnce(key, purchase).finally(() => fetching.delete(key));
      fetching.set(key, under);
      try {
        return await under;
      } catch (error) {
        if (old !== undefined && now() < old.expiresAtMs) return old.token;
        throw error;
      }
    },
  };
}

/** The JSON of the answer. Callers share it, so no one of them can stop it. */
async function exchange(
  egress: Pick<Egress, "send">,
  request: { url: string; headers: Record<string, string>; body: string },
): Promise<unknown> {
  const response = await egress.send({
    ...request,
    method: "POST",
    poolKey: "tokens",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headersTimeoutMs: TIMEOUT_MS,
    idleTimeoutMs: TIMEOUT_MS,
  });
  const text = await readSome(response);
  if (response.status === 200) return parseJson(text);
  const isRefused = response.status >= 400 && response.status < 500 && response.status !== 429;
  throw new AppError(
    isRefused ? "upstream_auth_error" : "upstream_error",
    isRefused
      ? "The provider refused Gatehouse's own credential. This is not your key's fault: tell your administrator."
      : "The provider gave no access token. Try again shortly.",
    { internal: `token exchange: ${response.status} ${textOf(objectOf(parseJson(text))?.error) ?? ""}`.trim() },
  );
}

async function readSome(response: InboundResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > LONGEST_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
