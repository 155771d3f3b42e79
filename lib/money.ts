const MICROS_PER_USD = 1_000_000n;
const DECIMAL_USD = /^(\d{1,13})(?:\.(\d{1,6}))?$/;

/** Micro-USD as an exact decimal string with at least two decimals: `1234500n` → `"1.2345"`, `2000000n` → `"2.00"`. */
export function usdFromMicros(micros: bigint): string {
  const sign = micros < 0n ? "-" : "";
  const amount = micros < 0n ? -micros : micros;
  const fraction = (amount % MICROS_PER_USD)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `${sign}${amount / MICROS_PER_USD}.${fraction}`;
}

/** A decimal string in USD with at most six decimals as micro-USD; null for anything else, such as a sign, an exponent or `NaN`. */
export function microsFromUsd(usd: string): bigint | null {
  const match = DECIMAL_USD.exec(usd);
  if (match === null) return null;
  return BigInt(match[1] ?? "0") * MICROS_PER_USD + BigInt((match[2] ?? "").padEnd(6, "0"));
}
