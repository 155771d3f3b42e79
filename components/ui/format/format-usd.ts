const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A decimal string of USD in pico-USD, so that comparing and rounding never pass through a float. */
function toPicos(value: string): bigint {
  const match = DECIMAL.exec(value);
  if (!match) throw new RangeError(`Not a decimal amount: ${value}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const picos = BigInt(whole + fraction.slice(0, 12).padEnd(12, "0"));
  return sign ? -picos : picos;
}

const PICOS_PER_CENT = 10_000_000_000n;
const group = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * Money to read, from the API's decimal string: `$1,234.50`, `$0.00` only for nothing at all, `<$0.01` for what is
 * less than a cent, so an amount is never rounded into a lie. `wholeWhenRound` drops `.00` (limits: `$200`).
 */
export function formatUsd(value: string, options: { wholeWhenRound?: boolean } = {}): string {
  const picos = toPicos(value);
  const sign = picos < 0n ? "−" : "";
  const size = picos < 0n ? -picos : picos;
  if (size > 0n && size < PICOS_PER_CENT) return `<${sign}$0.01`;
  const cents = (size + PICOS_PER_CENT / 2n) / PICOS_PER_CENT;
  const whole = group((cents / 100n).toString());
  const rest = cents % 100n;
  if (options.wholeWhenRound && rest === 0n) return `${sign}$${whole}`;
  return `${sign}$${whole}.${rest.toString().padStart(2, "0")}`;
}

/** The same money to the last digit that is not zero: `$0.000412`; for tooltips and cost breakdowns. */
export function formatUsdExact(value: string): string {
  const match = DECIMAL.exec(value);
  if (!match) throw new RangeError(`Not a decimal amount: ${value}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const trimmed = fraction.replace(/0+$/, "").padEnd(2, "0");
  return `${sign ? "−" : ""}$${group(whole)}.${trimmed}`;
}
