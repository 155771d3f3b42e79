import type { QuotaView } from "@/lib/admin-api/client/quotas";

/** What happens to a call beyond the limit, as one choice instead of two switches. */
export type QuotaEffect = "refuse" | "show" | "shadow";

export const EFFECTS: readonly { value: QuotaEffect; label: string; hint: string }[] = [
  { value: "refuse", label: "Hard", hint: "Calls beyond it are refused." },
  { value: "show", label: "Soft", hint: "Calls go through; it only shows." },
  { value: "shadow", label: "Shadow", hint: "Calls go through; it counts how many it would have refused." },
];

/** The choice a quota stands for. */
export function effectOf({ hard, shadow }: { hard: boolean; shadow: boolean }): QuotaEffect {
  if (shadow) return "shadow";
  return hard ? "refuse" : "show";
}

/** The choice as the API takes it. */
export function switchesOf(effect: QuotaEffect): { hard: boolean; shadow: boolean } {
  return { hard: effect !== "show", shadow: effect === "shadow" };
}

export const ON_STORE_DOWN: readonly { value: QuotaView["onStoreDown"]; label: string; hint: string }[] = [
  {
    value: "deny",
    label: "Refuse calls",
    hint: "Every call that cannot be counted is refused with 503 until the database is back.",
  },
  {
    value: "last_known",
    label: "Go on with what is known",
    hint: "What was left when last seen may be used, up to a tenth of the limit; then calls are refused with 503.",
  },
  {
    value: "allow",
    label: "Let calls through",
    hint: "Calls go on uncounted and are booked afterwards, so the limit may be passed.",
  },
];
