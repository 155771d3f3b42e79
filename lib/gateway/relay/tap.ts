import type { TokenUsage } from "@/lib/llm/usage";

/** What one relayed frame turned out to be. `forward` is null when the caller must not see it. */
export type Tapped =
  | { kind: "quiet"; forward: Buffer }
  | { kind: "event"; forward: Buffer | null; tokens: boolean }
  | { kind: "done"; forward: Buffer }
  | { kind: "error"; message: string; code: string }
  | { kind: "garbage"; detail: string };

/** Watches a relayed stream frame by frame, in one dialect. Everything but `tap` says what was seen so far. */
export interface RelayTap {
  tap(frame: Buffer): Tapped;
  readonly usage: TokenUsage | undefined;
  readonly finishReason: string | null;
  /** Bytes of answer text and frames that carried some: what an aborted stream's output is estimated from. */
  readonly textBytes: number;
  readonly textFrames: number;
  /** For an upstream that closed without a terminal frame: what is left to say when its answer was whole; null: it broke off. */
  ending(): Buffer | null;
}

/** What the record needs of a whole answer that is relayed. */
export interface RelayedAnswer {
  finishReason: string | null;
  /** The part that the model made: what output is estimated from where no usage was reported. */
  made: unknown;
}
