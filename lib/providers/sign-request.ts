import type { ProviderAdapter, Target, UnsignedRequest } from "./contract";

/** The headers of a call as it goes out: its own, and the signature over its final bytes where the adapter signs. `nowMs` since 1970. */
export function signedHeaders(
  adapter: Pick<ProviderAdapter, "sign">,
  request: UnsignedRequest,
  { target, nowMs }: { target: Target; nowMs: number },
): Record<string, string> {
  return { ...request.headers, ...adapter.sign?.(request, target, nowMs) };
}
