import { formatCount, formatShare } from "../ui/format/format-number";

/** What a limit in shadow would have done: "Would have refused 17 of 1,204 calls (1.4%)". */
export function shadowWords({ asked, refused }: { asked: number; refused: number }): string {
  if (asked === 0) return "No call yet";
  const calls = asked === 1 ? "call" : "calls";
  if (refused === 0) return `Would have refused none of ${formatCount(asked)} ${calls}`;
  return `Would have refused ${formatCount(refused)} of ${formatCount(asked)} ${calls} (${formatShare(refused, asked)})`;
}
