import type { AccessToken, ProviderAdapter, Target, TokenRequest } from "./contract";

/** Sends token requests and remembers what it got while that is good: `createTokenSource` of lib/egress. */
export interface TokenSource {
  /** Null when the credential is used as it is. Throws AppError or EgressError. */
  tokenFor(key: string, purchase: TokenPurchase): Promise<AccessToken["token"] | null>;
}

/** How to get a token; asked only where none is remembered. */
export interface TokenPurchase {
  request(nowMs: number): TokenRequest | null;
  read(body: unknown, nowMs: number): AccessToken;
}

/**
 * The target with a token where its adapter wants the credential exchanged for one; the same target otherwise. `key` names the
 * credential and its version (its id and when it was sealed), so that a replaced one is exchanged anew.
 */
export async function authorizeTarget(
  adapter: Pick<ProviderAdapter, "exchange">,
  target: Target,
  { key, tokens }: { key: string; tokens: TokenSource },
): Promise<Target> {
  const { exchange } = adapter;
  if (exchange === undefined || target.credential === null) return target;
  const accessToken = await tokens.tokenFor(key, {
    request: (nowMs) => exchange.buildTokenRequest(target, nowMs),
    read: (body, nowMs) => exchange.readTokenAnswer(body, nowMs),
  });
  return accessToken === null ? target : { ...target, accessToken };
}
