"use client";

import { type KeyboardEvent, useRef } from "react";
import { Skeleton } from "../ui/skeleton";
import { ChartFrame, type ChartFrameProps } from "./chart-frame";
import { ChartLegend } from "./chart-legend";
import { type ChartKind, type ChartLevel, TimeSeriesPlot } from "./time-series-plot";
import { useSeries } from "./use-series";

/** What was clicked or chosen with Enter: a bucket, and the series when it was hit. */
export interface ChartSelection {
  start: string;
  seriesKey: string | null;
}

export interface TimeSeriesChartProps extends Omit<ChartFrameProps, "children"> {
  /** `bars` and `area` are stacked amounts from zero; `lines` are measures that do not add up. */
  kind: ChartKind;
  levels?: readonly ChartLevel[];
  onSelect?: (selection: ChartSelection) => void;
  /** What a click does, said in the tooltip: "Click for these requests". */
  selectHint?: string;
  height?: number;
  /** The numbers are on their way: the chart's shape stands in for it. */
  pending?: boolean;
}

/** The one chart over time. Arrow keys move through it once it has the focus, Enter does what a click does. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { kind, levels = [], onSelect, selectHint, height = 240, pending = false, ...frame } = props;
  const { coloured, shown, hidden, toggle } = useSeries(frame.series);
  const active = useRef<string | null>(null);
  const select = (start: string, seriesKey: string | null) => onSelect?.({ start, seriesKey });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && active.current !== null) select(active.current, null);
  };
  if (pending) {
    return (
      <ChartFrame {...frame}>
        <PendingPlot height={height} />
      </ChartFrame>
    );
  }
  return (
    <ChartFrame {...frame}>
      {frame.series.length > 1 ? <ChartLegend series={coloured} hidden={hidden} onToggle={toggle} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the chart inside is the focusable application; Enter bubbles up from it. */}
      <div className={onSelect ? "px-2 pb-2 [&_.recharts-surface]:cursor-pointer" : "px-2 pb-2"} onKeyDown={onKeyDown}>
        <TimeSeriesPlot
          title={frame.title}
          kind={kind}
          series={coloured}
          shown={shown}
          points={frame.points}
          time={frame.time}
          unit={frame.unit}
          levels={levels}
          height={height}
          active={active}
          select={select}
          hint={selectHint}
        />
      </div>
    </ChartFrame>
  );
}

function PendingPlot({ height }: { height: number }) {
  return (
    <div aria-busy className="flex flex-col gap-2 px-4 pb-3">
      <Skeleton className="h-5 w-72 max-w-full" />
      <span style={{ height }}>
        <Skeleton className="h-full w-full" />
      </span>
    </div>
  );
}
