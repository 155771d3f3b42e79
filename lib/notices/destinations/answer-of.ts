import type { DestinationAnswer } from "./destination";

/** An HTTP answer as one of a destination's: 2xx is taken. */
export function answerOf({ status, said }: { status: number; said: string }): DestinationAnswer {
  return { isTaken: status >= 200 && status <= 299, status, said };
}
