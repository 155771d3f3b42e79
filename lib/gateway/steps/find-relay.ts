import type { ProviderAdapter, Target, UpstreamDialect } from "@/lib/providers/contract";
import type { ReadsUsage } from "../endpoint";

/** How an upstream takes a caller's own bytes. */
export type Relay = ReadsUsage & Required<Pick<NonNullable<ProviderAdapter["chat"]>, "buildRelay">>;

/** The relay lane of a target for callers of this dialect; null where calls must be translated. */
export function findRelay(
  adapter: ProviderAdapter,
  dialect: string,
  target: Pick<Target, "baseUrl" | "settings" | "upstreamModel">,
): Relay | null {
  if (adapter.dialect === dialect) {
    const { chat } = adapter;
    return chat?.buildRelay === undefined ? null : { buildRelay: chat.buildRelay, readUsage: chat.readUsage };
  }
  const further = adapter.further?.[dialect as UpstreamDialect];
  return further === undefined || further.isSpokenBy?.(target) === false ? null : further;
}
