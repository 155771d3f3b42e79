/** `value / 10^places` as an exact decimal string with at least two decimals: `(2500000n, 6)` → `"2.50"`. */
export function decimalFromScaled(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const fraction = (value % scale).toString().padStart(places, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${value / scale}.${fraction}`;
}

/** A decimal string without sign as `value × 10^places`; null when it is none or has more decimals than fit. */
export function scaledFromDecimal(text: string, places: number): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[2] ?? "";
  if (fraction.length > places) return null;
  return BigInt(match[1] ?? "0") * 10n ** BigInt(places) + BigInt(fraction.padEnd(places, "0"));
}
