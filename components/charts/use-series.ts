"use client";

import { useMemo, useState } from "react";
import type { ChartSeries } from "./chart-data";
import { OTHER_COLOUR, seriesColours } from "./series-colours";

/** Series with their colours, and which of them the viewer has taken out. */
export function useSeries(series: readonly ChartSeries[]) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const coloured = useMemo(() => {
    const colours = seriesColours(series.map((one) => one.key));
    return series.map((one) => ({ ...one, colour: one.colour ?? colours.get(one.key) ?? OTHER_COLOUR }));
  }, [series]);
  const toggle = (key: string) =>
    setHidden((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next.size === series.length ? new Set() : next;
    });
  const shown = coloured.filter((one) => !hidden.has(one.key));
  return { coloured, shown, hidden, toggle };
}
