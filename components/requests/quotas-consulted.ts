import type { RequestTraceStep } from "@/lib/admin-api/client/requests";
import type { QuotaStanding } from "../ui/quota-standing";

/** One quota as it stood when the call was admitted or refused. */
export interface ConsultedQuota {
  label: string;
  standing: QuotaStanding;
  refused: boolean;
}

const UNITS: Record<string, QuotaStanding["unit"]> = {
  usd_micros: "usd",
  tokens: "tokens",
  requests: "requests",
  concurrent: "concurrent",
};
const WINDOWS: Record<string, string> = { now: "at once", lifetime: "in all" };
const LINE = /^(\w+) (\w+)\/(\w+) (\d+) of (\d+)$/;
const MICROS_PER_USD = 1_000_000;

function amount(value: string | number, unit: QuotaStanding["unit"]): string {
  return unit === "usd" ? (Number(value) / MICROS_PER_USD).toFixed(6) : String(value);
}

function consulted(
  scope: string,
  unitName: string,
  window: string,
  amounts: [used: string, held: string, limit: string],
  refused: boolean,
) {
  const unit = UNITS[unitName];
  if (!unit) return null;
  const [settled, held, limit] = amounts;
  const label = `${scope.slice(0, 1).toUpperCase()}${scope.slice(1)}, ${WINDOWS[window] ?? `per ${window}`}`;
  const standing: QuotaStanding = {
    unit,
    settled: amount(settled, unit),
    held: amount(held, unit),
    limit: amount(limit, unit),
    resetsAt: null,
  };
  return { label, standing, refused };
}

/** The quotas that the `admit` step looked at: all of them when it let the call in, the one that refused otherwise. */
export function quotasConsulted(trace: readonly RequestTraceStep[]): ConsultedQuota[] {
  const detail = trace.find((step) => step.step === "admit")?.detail;
  if (!detail) return [];
  const text = (name: string) => String(detail[name] ?? "");
  if (detail.limit !== undefined) {
    const scope = [text("scope"), text("scope_name")].filter(Boolean).join(" ");
    const one = consulted(scope, text("unit"), text("window"), [text("used"), text("held"), text("limit")], true);
    return one ? [one] : [];
  }
  return text("quotas")
    .split("; ")
    .flatMap((line) => {
      const [, scope, unit, window, used, limit] = LINE.exec(line) ?? [];
      if (!scope || !unit || !window || !used || !limit) return [];
      return consulted(scope, unit, window, [used, "0", limit], false) ?? [];
    });
}
