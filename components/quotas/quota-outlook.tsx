"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { QuotaDetail } from "@/lib/admin-api/client/quotas";
import type { ChartUnit } from "../charts/chart-data";
import { TimeSeriesChart } from "../charts/time-series-chart";
import { formatCompact } from "../ui/format/format-number";
import { BURN_DOWN_SERIES, burnDown, outlookWords } from "./outlook-words";
import { quotaOutlookQuery } from "./quota-queries";
import { amountText } from "./quota-words";

/** What is left of the window's limit, and where it is going; nothing for limits that move too fast to say. */
export function QuotaOutlook({ quota }: { quota: QuotaDetail }) {
  const { data: outlook } = useQuery({ ...quotaOutlookQuery(quota.id), enabled: quota.archivedAt === null });
  const points = useMemo(() => (outlook ? burnDown(outlook) : []), [outlook]);
  if (!outlook) return null;
  const words = outlookWords(outlook, quota.unit, quota.timeZone);
  const shown = outlook.forecast === null ? BURN_DOWN_SERIES.slice(0, 1) : BURN_DOWN_SERIES;
  return (
    <TimeSeriesChart
      kind="lines"
      title="Burn-down"
      description={`${words.end} ${words.reaches}`}
      series={shown}
      points={points}
      time={{ bucket: outlook.step, timeZone: quota.timeZone }}
      unit={unitOf(quota)}
      height={220}
    />
  );
}

function unitOf({ unit }: QuotaDetail): ChartUnit {
  const sign = unit === "usd" ? "$" : "";
  return {
    format: (value) => amountText(unit === "usd" ? value.toFixed(6) : String(Math.round(value)), unit),
    formatAxis: (value) => `${sign}${value > 0 && value < 10 ? Number(value.toPrecision(2)) : formatCompact(value)}`,
    whole: unit !== "usd",
  };
}
