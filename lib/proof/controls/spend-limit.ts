import type { Cell, Finding } from "../control";
import type { Met } from "../met";
import { expectUntouched, idsOf, isAnswered, type Refusal, sayRecord, tally } from "./findings";

/** More calls than any limit of these controls has room for. */
const MOST_CALLS = 12;

/** Calls one after the other until one is not answered; the calls in order. */
export async function callUntilRefused(cell: Cell, key: string): Promise<Met[]> {
  const calls: Met[] = [];
  for (let met: Met | null = null; calls.length < MOST_CALLS && (met === null || isAnswered(cell, met)); ) {
    met = await cell.call({ key });
    calls.push(met);
  }
  return calls;
}

interface Spent {
  calls: readonly Met[];
  /** How many may be answered at most. */
  most: number;
  refusal: Refusal;
}

/** The finding that some calls were answered, never more than `most`, and that the last was refused without a trace upstream. */
export async function expectLimited(cell: Cell, { calls, most, refusal }: Spent): Promise<Finding> {
  const answered = calls.filter((met) => isAnswered(cell, met)).length;
  const last = calls.at(-1);
  const refused = last === undefined ? null : await expectUntouched(cell, last, refusal);
  return {
    passed: answered >= 1 && answered <= most && refused?.passed === true,
    expected: `1 to ${most} answered, then ${refused?.expected ?? ""}`,
    seen: `${tally(cell, calls)}; the last: ${refused?.seen ?? sayRecord(null)}`,
    requestIds: idsOf(calls),
  };
}
