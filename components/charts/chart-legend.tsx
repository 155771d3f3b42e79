"use client";

import { cn } from "../ui/cn";
import type { ChartSeries } from "./chart-data";

interface ChartLegendProps {
  series: readonly (ChartSeries & { colour: string })[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

/** What each colour is; a click takes a series out of the chart or brings it back. */
export function ChartLegend({ series, hidden, onToggle }: ChartLegendProps) {
  return (
    <ul aria-label="Series" className="flex flex-wrap gap-x-1 gap-y-0.5 px-3 pb-2">
      {series.map((one) => (
        <li key={one.key}>
          <button
            type="button"
            aria-pressed={!hidden.has(one.key)}
            onClick={() => onToggle(one.key)}
            className={cn(
              "flex items-center gap-1.5 rounded-xs px-1.5 py-1 text-xs hover:bg-hover",
              hidden.has(one.key) ? "text-faint line-through" : "text-muted",
            )}
          >
            <span
              className="size-2 rounded-xs"
              style={{ background: hidden.has(one.key) ? "var(--line-strong)" : one.colour }}
            />
            <span className="max-w-40 truncate">{one.label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
