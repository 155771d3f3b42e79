import { cn } from "./cn";
import { formatUsd, formatUsdExact } from "./format/format-usd";

export interface MoneyCellProps {
  /** Decimal string of USD; null is unknown, which is never zero. */
  value: string | null;
  className?: string;
}

/** The one money cell: two decimals, `<$0.01` below a cent, the exact amount in its title. */
export function MoneyCell({ value, className }: MoneyCellProps) {
  if (value === null) {
    return (
      <span className={cn("text-faint", className)} title="The model had no price when it was called">
        unknown
      </span>
    );
  }
  return (
    <span className={cn("tabular-nums", className)} title={formatUsdExact(value)}>
      {formatUsd(value)}
    </span>
  );
}
