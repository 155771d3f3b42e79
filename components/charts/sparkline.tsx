interface SparklineProps {
  values: readonly number[];
  /** What it shows, in words: "Spend of the last 30 days, rising to $12". */
  label: string;
  width?: number;
  height?: number;
}

/** A line without axes, from zero; for lists and tiles. */
export function Sparkline({ values, label, width = 96, height = 24 }: SparklineProps) {
  const top = Math.max(...values, Number.EPSILON);
  const step = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const points = values.map((value, index) => `${1 + index * step},${height - 1 - (value / top) * (height - 2)}`);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      className="max-w-full overflow-visible"
    >
      <polygon
        points={`1,${height - 1} ${points.join(" ")} ${1 + step * (values.length - 1)},${height - 1}`}
        className="fill-accent opacity-10"
      />
      <polyline
        points={points.join(" ")}
        fill="none"
        className="stroke-accent"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
