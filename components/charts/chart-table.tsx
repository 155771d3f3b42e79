import { bucketLabel, type ChartPoint, type ChartSeries, type ChartTime, type ChartUnit } from "./chart-data";

interface ChartTableProps {
  label: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  time: ChartTime;
  unit: ChartUnit;
}

const HEADS: Record<ChartTime["bucket"], string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };

/** The chart's numbers, newest first. */
export function ChartTable({ label, series, points, time, unit }: ChartTableProps) {
  return (
    <section aria-label={label} className="max-h-80 overflow-auto border-t">
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 border-b bg-subtle px-4 py-1.5 text-left font-medium text-faint text-xs"
            >
              {HEADS[time.bucket]}
            </th>
            {series.map((one) => (
              <th
                key={one.key}
                scope="col"
                className="sticky top-0 whitespace-nowrap border-b bg-subtle px-4 py-1.5 text-right font-medium text-faint text-xs"
              >
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.start}>
              <th scope="row" className="whitespace-nowrap px-4 py-1.5 text-left font-normal text-muted">
                {bucketLabel(point.start, time)}
                {point.complete ? "" : " (so far)"}
              </th>
              {series.map((one) => {
                const value = point.values[one.key];
                return (
                  <td key={one.key} className="whitespace-nowrap px-4 py-1.5 text-right tabular-nums">
                    {value === null || value === undefined ? "—" : unit.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
