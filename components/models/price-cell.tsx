import { TriangleAlert } from "lucide-react";
import { formatUsdExact } from "../ui/format/format-usd";

/** A price per million tokens; unknown stands out, because budgets refuse what they cannot count. */
export function PriceCell({ value }: { value: string | null }) {
  if (value === null) {
    return (
      <span
        className="inline-flex items-center gap-1 text-warn-ink"
        title="Keys under a money limit are refused while the price is unknown"
      >
        <TriangleAlert className="size-3.5" aria-hidden />
        unknown
      </span>
    );
  }
  return <span className="tabular-nums">{Number(value) === 0 ? "free" : formatUsdExact(value)}</span>;
}
