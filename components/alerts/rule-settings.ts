import type { AlertRule } from "@/lib/admin-api/client/alerts";

/** What each number of a rule is called, and its unit. */
export const SETTINGS: Readonly<Record<string, { label: string; unit: string }>> = {
  leastUsedPercent: { label: "Not before this share is used", unit: "%" },
  leastPercent: { label: "Failed calls, at least", unit: "%" },
  times: { label: "Times the seven days before", unit: "×" },
  leastCalls: { label: "Calls, at least", unit: "calls" },
  leastMs: { label: "Slower by, at least", unit: "ms" },
  minutes: { label: "Looking back", unit: "min" },
  leastAttempts: { label: "Attempts, at least", unit: "attempts" },
  failedPercent: { label: "Of them failed", unit: "%" },
};

/** The numbers of a rule in a line; empty when it has none. */
export function settingsInWords({ settings }: AlertRule): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      const { label, unit } = SETTINGS[name] ?? { label: name, unit: "" };
      return `${label} ${value} ${unit}`.trim();
    })
    .join(" · ");
}
