/** Amounts inside a value without the zeros at their ends, so that "200" and "200.00" are one; sets of words in one order. */
export function plainAmounts(value: unknown): unknown {
  if (typeof value === "string") return /^\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, "") : value;
  if (Array.isArray(value)) return value.map(plainAmounts);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, plainAmounts(part)]));
}
