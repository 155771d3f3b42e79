import { cn } from "./cn";
import { formatCompact, formatCount } from "./format/format-number";

export interface NumberCellProps {
  value: number | null;
  /** `12.3K` with the exact number in the title. */
  short?: boolean;
  className?: string;
}

/** A whole number that lines up with those above and below it. */
export function NumberCell({ value, short = false, className }: NumberCellProps) {
  if (value === null) return <span className={cn("text-faint", className)}>—</span>;
  return (
    <span className={cn("tabular-nums", className)} title={short ? formatCount(value) : undefined}>
      {short ? formatCompact(value) : formatCount(value)}
    </span>
  );
}
