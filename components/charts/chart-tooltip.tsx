import { formatChange, formatShare } from "../ui/format/format-number";
import {
  amountOf,
  bucketLabel,
  type ChartPoint,
  type ChartSeries,
  type ChartTime,
  type ChartUnit,
  totalOf,
} from "./chart-data";

interface ChartTooltipProps {
  point: ChartPoint;
  previous: ChartPoint | undefined;
  series: readonly (ChartSeries & { colour: string })[];
  time: ChartTime;
  unit: ChartUnit;
  /** Stacked series have a total and shares; lines have neither. */
  stacked: boolean;
  hint?: string | undefined;
}

const SHOWN = 9;

/** Value, share and change against the bucket before, largest first. */
export function ChartTooltip({ point, previous, series, time, unit, stacked, hint }: ChartTooltipProps) {
  const total = totalOf(point, series);
  const present = series.filter((one) => (point.values[one.key] ?? null) !== null);
  const rows = stacked
    ? present
        .filter((one) => amountOf(point, one.key) > 0)
        .sort((a, b) => amountOf(point, b.key) - amountOf(point, a.key))
    : present;
  const change = point.complete ? formatChange(total, totalOf(previous, series)) : null;
  return (
    <div className="min-w-48 rounded-md border bg-raised px-3 py-2 text-xs shadow-pop">
      <p className="mb-1.5 flex justify-between gap-4 font-medium text-ink">
        {bucketLabel(point.start, time)}
        {point.complete ? null : <span className="font-normal text-faint">so far</span>}
      </p>
      <table className="w-full">
        <tbody>
          {rows.slice(0, SHOWN).map((one) => (
            <tr key={one.key}>
              <td className="py-0.5 pr-3">
                <span className="flex max-w-48 items-center gap-1.5 text-muted">
                  <span className="size-2 shrink-0 rounded-xs" style={{ background: one.colour }} />
                  <span className="truncate">{one.label}</span>
                </span>
              </td>
              <td className="text-right text-ink tabular-nums">{unit.format(amountOf(point, one.key))}</td>
              <td className="pl-3 text-right text-faint tabular-nums">
                {stacked ? formatShare(amountOf(point, one.key), total) : changeOf(point, previous, one.key)}
              </td>
            </tr>
          ))}
          {stacked && (series.length > 1 || rows.length === 0) ? (
            <tr>
              <td className="border-t pt-1 pr-3 text-muted">Total</td>
              <td className="border-t pt-1 text-right font-medium text-ink tabular-nums">{unit.format(total)}</td>
              <td className="border-t pt-1 pl-3 text-right text-faint tabular-nums">{change}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      {stacked && series.length === 1 && change ? <p className="text-faint">{change} against the one before</p> : null}
      {hint ? <p className="mt-1.5 border-t pt-1.5 text-faint">{hint}</p> : null}
    </div>
  );
}

function changeOf(point: ChartPoint, previous: ChartPoint | undefined, key: string): string | null {
  return point.complete ? formatChange(amountOf(point, key), amountOf(previous, key)) : null;
}
