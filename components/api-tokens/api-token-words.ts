import type { ApiToken } from "@/lib/admin-api/client/api-tokens";
import type { Tone } from "../ui/badge";

export const TOKEN_STATUS: Record<ApiToken["status"], { label: string; tone: Tone }> = {
  active: { label: "Active", tone: "good" },
  expired: { label: "Expired", tone: "warn" },
  revoked: { label: "Revoked", tone: "bad" },
};

const NAMED = 2;

/** What a token may do, in a few words. */
export function scopeWords(scopes: readonly string[]): string {
  if (scopes.includes("*")) return "Everything its person may";
  return scopes.length > NAMED
    ? `${scopes.slice(0, NAMED).join(", ")} and ${scopes.length - NAMED} more`
    : scopes.join(", ");
}
