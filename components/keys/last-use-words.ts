import type { KeyDetail } from "@/lib/admin-api/client/keys";
import { formatCount } from "../ui/format/format-number";
import { formatRelative } from "../ui/format/format-time";

/**
 * What ending a key would break, from its own use. `callsInDay` is undefined while it is not known, `now` epoch ms.
 */
export function lastUseWords(key: Pick<KeyDetail, "lastUsedAt">, callsInDay: number | undefined, now: number): string {
  if (key.lastUsedAt === null) return "It has never been used.";
  const last = `It was last used ${formatRelative(key.lastUsedAt, now)}`;
  if (callsInDay === undefined) return `${last}.`;
  if (callsInDay === 0) return `${last}, and made no call in the last 24 hours.`;
  return `${last} and made ${formatCount(callsInDay)} ${callsInDay === 1 ? "call" : "calls"} in the last 24 hours.`;
}
