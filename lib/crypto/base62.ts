/** Digits in the order of their code points, so text sorts as values do. */
export const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `value` in base 62, left-padded with `0` to `width`; digits sort as their values do. */
export function toBase62(value: bigint, width: number): string {
  let rest = value;
  let text = "";
  while (rest > 0n) {
    text = BASE62.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text.padStart(width, "0");
}
