import type { ReportedUsage } from "@/lib/llm/usage";

/** What one relayed frame turned out to be. `forward` is null when the caller must not see it. */
export type Tapped =
  | { kind: "quiet"; forward: Buffer }
  | { kind: "event"; forward: Buffer | null; tokens: boolean }
  /** `isAnswer`: the frame holds the answer itself, so that nothing needs to come before it. */
  | { kind: "done"; forward: Buffer; isAnswer?: true }
  /** `forward`: how the dialect says so; passed on where something went out before. */
  | { kind: "error"; message: string; code: string; forward?: Buffer }
  | { kind: "garbage"; detail: string };

/** Watches a relayed stream frame by frame, in one dialect. Everything but `tap` says what was seen so far. */
export interface RelayTap {
  tap(frame: Buffer): Tapped;
  readonly usage: ReportedUsage | undefined;
  readonly finishReason: string | null;
  /** Bytes of answer text and frames that carried some: what an aborted stream's output is estimated from. */
  readonly textBytes: number;
  readonly textFrames: number;
  /** The number the next event would have, in dialects that number them. */
  readonly sequence?: number;
  /** For an upstream that closed without a terminal frame: what is left to say when its answer was whole; null: it broke off. */
  ending(): Buffer | null;
}

/** What the record needs of a whole answer that is relayed. */
export interface RelayedAnswer {
  finishReason: string | null;
  /** The part that the model made: what output is estimated from where no usage was reported. */
  made: unknown;
  /** Of what the upstream keeps. */
  objectIds?: readonly string[];
}
