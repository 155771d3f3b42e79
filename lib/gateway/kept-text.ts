import type { SaidText } from "@/lib/ledger/contract";

/** A body up to here is held as it is until it is written, and cut then: JSON that is cut too early says nothing. */
const PROMPT_MAX_BYTES = 4 * 1024 * 1024;
/** Of a longer one, this much. */
const PROMPT_HEAD_BYTES = 256 * 1024;
const ANSWER_MAX_BYTES = 2 * 1024 * 1024;

/**
 * What is said in a call of a project that keeps text. On the way of a call it holds on to what is there anyway and copies the pieces of a
 * stream; everything else waits for whoever writes it (lib/ledger/text-writer.ts).
 */
export class KeptText implements SaidText {
  readonly prompt: Buffer;
  readonly promptBytes: number;
  readonly #pieces: (Buffer | string)[] = [];
  answerBytes = 0;
  #keptAnswerBytes = 0;
  #wantsAnswer = true;

  constructor(body: Buffer) {
    this.promptBytes = body.length;
    this.prompt = body.length > PROMPT_MAX_BYTES ? Buffer.from(body.subarray(0, PROMPT_HEAD_BYTES)) : body;
  }

  /** A piece of the answer as it goes to the caller. Copied, because frames are slices of what is read over again. */
  take(piece: Buffer | string): void {
    this.answerBytes += piece.length;
    if (!this.#wantsAnswer || this.#keptAnswerBytes >= ANSWER_MAX_BYTES) return;
    this.#keptAnswerBytes += piece.length;
    this.#pieces.push(typeof piece === "string" ? piece : Buffer.from(piece));
  }

  /** It is no text. */
  leaveOutAnswer(): void {
    this.#wantsAnswer = false;
  }

  get answer(): string {
    return this.#pieces.every((piece) => typeof piece === "string")
      ? this.#pieces.join("")
      : Buffer.concat(this.#pieces.map((piece) => Buffer.from(piece))).toString("utf8");
  }

  get isCut(): boolean {
    const isAnswerCut = this.#wantsAnswer && this.answerBytes > this.#keptAnswerBytes;
    return isAnswerCut || this.prompt.length < this.promptBytes;
  }

  get keptBytes(): number {
    return this.prompt.length + this.#keptAnswerBytes;
  }
}
