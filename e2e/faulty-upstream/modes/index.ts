import { brokenStream } from "./broken-stream";
import { brokenTransport } from "./broken-transport";
import type { ModeTable } from "./mode";
import { otherStatus } from "./status";
import { wellBehaved } from "./well-behaved";
import { wrongAnswer } from "./wrong-answer";

/** Every mode by the name a model carries. */
export const MODES: ModeTable = { ...wellBehaved, ...brokenTransport, ...brokenStream, ...wrongAnswer, ...otherStatus };
