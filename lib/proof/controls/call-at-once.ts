import type { Cell, Finding } from "../control";
import { idsOf, isAnswered, isRefused, type Refusal, sayRefusal, tally } from "./findings";

interface Crowd {
  key: string;
  calls: number;
  /** How many may be answered at most. */
  most: number;
  refusal: Refusal;
}

/** Many calls at the same moment to a model that takes its time: some are answered, never more than `most`, the rest refused so. */
export async function callAtOnce(cell: Cell, { key, calls, most, refusal }: Crowd): Promise<Finding> {
  const met = await Promise.all(Array.from({ length: calls }, () => cell.call({ key, model: cell.models.slow })));
  const answered = met.filter((one) => isAnswered(cell, one)).length;
  const others = met.filter((one) => !isAnswered(cell, one));
  return {
    passed: answered >= 1 && answered <= most && others.every((one) => isRefused(cell, one, refusal)),
    expected: `of ${calls} at once 1 to ${most} answered, the rest ${sayRefusal(refusal)}`,
    seen: tally(cell, met),
    requestIds: idsOf(met),
  };
}
