import type { FinishReason } from "./finish-reason";
import type { ReportedUsage } from "./usage";

/**
 * A streamed answer in the hub's form. Order: one `start`, then blocks, each `block_start`, any deltas, `block_end`,
 * never two open in one choice; one `finish` per choice; `usage` whenever known (cumulative, the last one counts); at last `end`.
 * A stream that stops without `end` was cut short.
 */
export type StreamEvent =
  | { type: "start"; id: string; model: string }
  | { type: "block_start"; choice: number; block: StreamBlock }
  | { type: "text_delta"; choice: number; text: string }
  | { type: "reasoning_delta"; choice: number; text: string }
  | { type: "reasoning_signature"; choice: number; signature: string }
  | { type: "tool_arguments_delta"; choice: number; json: string }
  | { type: "refusal_delta"; choice: number; text: string }
  | { type: "block_end"; choice: number }
  | { type: "finish"; choice: number; reason: FinishReason; stopSequence?: string }
  | { type: "usage"; usage: ReportedUsage }
  | { type: "error"; failure: { code: string; message: string; retryable: boolean } }
  | { type: "end" };

export type StreamBlock =
  | { type: "text" }
  /** `madeBy`: adapter id, set where a `reasoning_signature` may follow. `redacted`: no text, the signature is all there is. */
  | { type: "reasoning"; madeBy?: string; redacted?: boolean }
  | { type: "refusal" }
  | { type: "tool_call"; id: string; name: string; signature?: string };
