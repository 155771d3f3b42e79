import type { Block } from "./chat-request";
import type { FinishReason } from "./finish-reason";
import type { ReportedUsage } from "./usage";

/** One whole answer in the hub's form. */
export interface Answer {
  /** The upstream's own id for it. */
  id: string;
  /** The model the upstream says it used. */
  model: string;
  choices: { content: Block[]; finish: FinishReason; stopSequence?: string }[];
  /** Undefined when the upstream reported none. */
  usage?: ReportedUsage;
}
