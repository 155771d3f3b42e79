"use client";

import { type RefObject, useId } from "react";
import { BarChart, CartesianGrid, ComposedChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { ActiveBucket } from "./active-bucket";
import { axisLabel, type ChartPoint, type ChartSeries, type ChartTime, type ChartUnit } from "./chart-data";
import { ChartTooltip } from "./chart-tooltip";
import { HatchPatterns } from "./hatch";
import { SeriesMark, UnfinishedStretch } from "./series-mark";

export type ChartKind = "bars" | "area" | "lines";

/** A level to compare with: a budget, a limit. */
export interface ChartLevel {
  value: number;
  label: string;
}

interface TimeSeriesPlotProps {
  title: string;
  kind: ChartKind;
  series: readonly (ChartSeries & { colour: string })[];
  /** Those of `series` that are not taken out. */
  shown: readonly (ChartSeries & { colour: string })[];
  points: readonly ChartPoint[];
  time: ChartTime;
  unit: ChartUnit;
  levels: readonly ChartLevel[];
  height: number;
  active: RefObject<string | null>;
  select: (start: string, seriesKey: string | null) => void;
  hint: string | undefined;
}

const AXIS_TEXT = { fontSize: 11, fill: "var(--faint)" };
const AXIS = { tick: AXIS_TEXT, tickLine: false } as const;
const MARGIN = { top: 16, right: 12, bottom: 0, left: 4 };
const CURSORS = {
  bars: { fill: "var(--hover)", opacity: 0.6 },
  area: { stroke: "var(--line-strong)" },
  lines: { stroke: "var(--line-strong)" },
};

/** Axes, series, now and levels. */
export function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const { kind, series, shown, points, time, unit, levels, select } = props;
  const patternId = useId().replaceAll(":", "");
  const now = points.find((point) => !point.complete)?.start;
  // Only a bar chart marks the whole band under the pointer.
  const Chart = kind === "bars" ? BarChart : ComposedChart;
  return (
    <Chart
      responsive
      data={[...points]}
      title={props.title}
      style={{ width: "100%", height: props.height }}
      margin={MARGIN}
      onClick={(state) => {
        if (typeof state.activeLabel === "string") select(state.activeLabel, null);
      }}
    >
      <HatchPatterns id={patternId} colours={series.map((one) => one.colour)} />
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        {...AXIS}
        dataKey="start"
        tickFormatter={(start: string) => axisLabel(start, time)}
        axisLine={{ stroke: "var(--line-strong)" }}
        minTickGap={36}
        interval="equidistantPreserveStart"
        tickMargin={6}
      />
      <YAxis
        {...AXIS}
        domain={[0, "auto"]}
        allowDecimals={!unit.whole}
        tickFormatter={unit.formatAxis}
        axisLine={false}
        width={56}
        tickCount={5}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={CURSORS[kind]}
        content={({ active, label }) => (active ? <PlotTooltip {...props} start={label} /> : null)}
      />
      <ActiveBucket target={props.active} />
      {kind === "bars" ? null : <UnfinishedStretch points={points} patternId={patternId} />}
      {shown.map((one) => (
        <SeriesMark
          key={one.key}
          one={one}
          kind={kind}
          index={series.indexOf(one)}
          patternId={patternId}
          select={select}
        />
      ))}
      {now ? <ReferenceLine x={now} stroke="var(--faint)" strokeDasharray="2 3" label={NOW_LABEL} /> : null}
      <Levels levels={levels} />
    </Chart>
  );
}

const NOW_LABEL = { value: "now", position: "top", ...AXIS_TEXT } as const;

function Levels({ levels }: { levels: readonly ChartLevel[] }) {
  return levels.map((level) => (
    <ReferenceLine
      key={level.label}
      y={level.value}
      stroke="var(--bad)"
      strokeDasharray="5 3"
      ifOverflow="extendDomain"
      label={{ value: level.label, position: "insideTopLeft", ...AXIS_TEXT, fill: "var(--bad-ink)" }}
    />
  ));
}

function PlotTooltip({ points, shown, time, unit, kind, hint, start }: TimeSeriesPlotProps & { start: unknown }) {
  const index = points.findIndex((point) => point.start === start);
  const point = points[index];
  if (!point) return null;
  return (
    <ChartTooltip
      point={point}
      previous={points[index - 1]}
      series={shown}
      time={time}
      unit={unit}
      stacked={kind !== "lines"}
      hint={hint}
    />
  );
}
