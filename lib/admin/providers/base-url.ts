import { invalidField } from "@/lib/errors/admin-error";
import type { ProviderAdapter } from "@/lib/providers/contract";

const SIMULATED = "simulated:";

/** Whether an address is the built-in simulated provider's. */
export function isSimulatedUrl(baseUrl: string): boolean {
  return baseUrl.startsWith(SIMULATED);
}

/** What a credential sent to `baseUrl` is bound to, such as `https://api.example.com`; `simulated:` has no host. */
export function originOf(baseUrl: string): string {
  const url = new URL(baseUrl);
  return url.protocol === SIMULATED ? SIMULATED : url.origin;
}

/**
 * The address a provider of this kind is called at, without a slash at the end. The simulated provider is the only one at
 * `simulated:`, and it is nowhere else. Throws AdminError `invalid_request`.
 */
export function checkBaseUrl(adapter: ProviderAdapter, asked: string | undefined): string {
  const baseUrl = asked ?? adapter.baseUrl;
  if (baseUrl === undefined)
    throw invalidField("baseUrl", `give the address of the server; ${adapter.title} has no usual one`);
  const simulated = isSimulatedUrl(adapter.baseUrl ?? "");
  if (simulated !== isSimulatedUrl(baseUrl)) {
    throw invalidField(
      "baseUrl",
      simulated ? "the simulated provider has no address" : "must start with https:// or http://",
    );
  }
  return simulated ? SIMULATED : plainUrl(baseUrl);
}

function plainUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  if (url.username !== "" || url.password !== "")
    throw invalidField("baseUrl", "must not hold a user name or password");
  if (url.search !== "" || url.hash !== "") throw invalidField("baseUrl", "must not have a query or a fragment");
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
