import type { QuotaOutlookRows } from "@/lib/admin/quotas/get-quota-outlook";
import { showAmount } from "@/lib/admin/quotas/quota-terms";
import type { ForecastPoint } from "@/lib/quotas/forecast";
import type { QuotaOutlookView } from "../schemas/quotas";

/** A quota's outlook, amounts rounded to its unit. */
export function quotaOutlookView(rows: QuotaOutlookRows): QuotaOutlookView {
  const { quota, forecast } = rows;
  const amount = (value: number) => showAmount(quota.unit, BigInt(Math.round(value)));
  const point = ({ at, expected, low, high }: ForecastPoint) => ({
    at: at.toISOString(),
    expected: amount(expected),
    low: amount(low),
    high: amount(high),
  });
  const time = (date: Date | null) => date?.toISOString() ?? null;
  return {
    startsAt: rows.startsAt.toISOString(),
    endsAt: time(rows.endsAt),
    now: rows.now.toISOString(),
    step: rows.step,
    used: showAmount(quota.unit, rows.used),
    limitNow: showAmount(quota.unit, rows.limit),
    spent: rows.spent.map(({ at, used }) => ({ at: at.toISOString(), used: amount(used) })),
    forecast: forecast && {
      path: forecast.path.map(point),
      end: point(forecast.end),
      reaches: {
        expected: time(forecast.reaches.expected),
        earliest: time(forecast.reaches.earliest),
        latest: time(forecast.reaches.latest),
      },
      confidence: forecast.confidence,
      basis: rows.basis,
    },
  };
}
