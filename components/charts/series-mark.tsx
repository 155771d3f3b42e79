"use client";

import { Area, Bar, type BarShapeProps, Line, Rectangle, ReferenceArea } from "recharts";
import type { ChartPoint, ChartSeries } from "./chart-data";

interface SeriesMarkProps {
  one: ChartSeries & { colour: string };
  kind: "bars" | "area" | "lines";
  /** Its place among all series, which names its hatching and its dashes. */
  index: number;
  patternId: string;
  select: (start: string, seriesKey: string) => void;
}

const DASHES = ["0", "6 3", "2 3"];

/** One series as bars, area or line. */
export function SeriesMark({ one, kind, index, patternId, select }: SeriesMarkProps) {
  const amount = (point: ChartPoint) => point.values[one.key] ?? 0;
  const measure = (point: ChartPoint) => point.values[one.key] ?? null;
  const drawBar = (bar: BarShapeProps) => (
    <Rectangle {...bar} fill={isComplete(bar.payload) ? one.colour : `url(#${patternId}-${index})`} />
  );
  switch (kind) {
    case "bars":
      return (
        <Bar
          dataKey={amount}
          name={one.label}
          stackId="all"
          maxBarSize={40}
          isAnimationActive={false}
          shape={drawBar}
          onClick={(bar, _index, event) => {
            event.stopPropagation();
            if (isPoint(bar.payload)) select(bar.payload.start, one.key);
          }}
        />
      );
    case "area":
      return (
        <Area
          dataKey={amount}
          name={one.label}
          stackId="all"
          type="monotone"
          stroke={one.colour}
          strokeWidth={1.5}
          fill={one.colour}
          fillOpacity={0.18}
          isAnimationActive={false}
        />
      );
    case "lines":
      return (
        <Line
          dataKey={measure}
          name={one.label}
          type="monotone"
          stroke={one.colour}
          strokeWidth={1.75}
          strokeDasharray={DASHES[index % DASHES.length] ?? "0"}
          dot={false}
          activeDot={{ r: 3 }}
          connectNulls
          isAnimationActive={false}
        />
      );
  }
}

/** A line or area has no bucket of its own to hatch, so the stretch that leads into the unfinished one is. */
export function UnfinishedStretch({ points, patternId }: { points: readonly ChartPoint[]; patternId: string }) {
  const index = points.findIndex((point) => !point.complete);
  const [before, unfinished] = [points[index - 1], points[index]];
  if (!before || !unfinished) return null;
  return <ReferenceArea x1={before.start} x2={unfinished.start} fill={`url(#${patternId}-0)`} fillOpacity={0.2} />;
}

function isPoint(payload: unknown): payload is ChartPoint {
  return typeof payload === "object" && payload !== null && "start" in payload && "complete" in payload;
}

const isComplete = (payload: unknown) => !isPoint(payload) || payload.complete;
