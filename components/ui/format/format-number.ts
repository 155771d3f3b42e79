const exact = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat("en-US", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const wholes = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 0 });

/** Tenths below a hundred percent, so that numbers below each other line up; none where they would say nothing. */
function percent(share: number): string {
  return share === 0 || share >= 0.9995 ? wholes.format(share) : tenths.format(share);
}

/** A whole number with thousands separated: `12,345`. */
export function formatCount(value: number): string {
  return exact.format(value);
}

/** A number short enough for a tile or an axis: `12.3K`; exact below a thousand. */
export function formatCompact(value: number): string {
  return Math.abs(value) < 1000 ? exact.format(value) : compact.format(value);
}

/** A share of 0 to 1: `12.5%`; `<0.1%` for what is there but tiny, `—` of nothing. */
export function formatShare(part: number, whole = 1): string {
  if (whole === 0) return "—";
  const share = part / whole;
  if (share > 0 && share < 0.001) return "<0.1%";
  return percent(share);
}

/** How a number changed: `+12.5%`, `−3.0%`; null when there was nothing to compare with. */
export function formatChange(now: number, before: number): string | null {
  if (before === 0) return null;
  const change = (now - before) / before;
  if (Math.abs(change) < 0.0005) return "±0%";
  const text = Math.abs(change) >= 10 ? `${formatCompact(Math.abs(change))}×` : percent(Math.abs(change));
  return `${change > 0 ? "+" : "−"}${text}`;
}
