import type { PromptParts } from "./prompt-parts";
import { COUNTED_CHARS } from "./size-input";
import type { TokenCounter } from "./token-counter";

const CHARS_PER_TOKEN = 4;
/** What roles and the marks around a message cost, as most vendors' chat formats have it. */
const TOKENS_PER_MESSAGE = 4;
/** So much of a stream is kept to be counted; the rest is taken to be like it. */
const KEPT_CHARS = 4_096;

/** Members of answers, in any dialect, that no model wrote as text: kinds, ids and proofs. */
const NO_TEXT: ReadonlySet<string> = new Set([
  "type",
  "id",
  "call_id",
  "role",
  "status",
  "signature",
  "thoughtSignature",
  "madeBy",
  "data",
  "encrypted_content",
  "finish_reason",
]);

/** Tokens of a prompt whose provider told none: its text as the counter counts it. Null for one with more than text: that is guessed. */
export function countPrompt(parts: PromptParts, counter: TokenCounter): number | null {
  if (parts.images + parts.soundChars + parts.fileChars + parts.references > 0) return null;
  const texts = parts.texts.concat(parts.schemas.map((schema) => JSON.stringify(schema)));
  return countTexts(texts, counter) + parts.messages * TOKENS_PER_MESSAGE;
}

/** Tokens of an answer whose provider told none: every text in it, by the counter where it is loaded. */
export function countMade(answer: unknown, counter: TokenCounter | null): number {
  const texts = textsIn(answer);
  if (counter !== null) return countTexts(texts, counter);
  return Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / CHARS_PER_TOKEN);
}

/** The text of a stream as it passes: its beginning is kept for a count at the end, of the rest only the length. */
export class PassingText {
  #kept = "";
  #chars = 0;

  add(text: string): void {
    this.#chars += text.length;
    if (this.#kept.length < KEPT_CHARS) this.#kept += text;
  }

  /** For as long as it runs: next to free. */
  guess(): number {
    return Math.ceil(this.#chars / CHARS_PER_TOKEN);
  }

  count(counter: TokenCounter | null): number {
    if (counter === null || this.#chars === 0) return this.guess();
    return Math.ceil((counter.count(this.#kept) * this.#chars) / this.#kept.length);
  }
}

function countTexts(texts: readonly string[], counter: TokenCounter): number {
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  if (chars > COUNTED_CHARS) return counter.sample(texts, chars);
  return texts.reduce((sum, text) => sum + counter.count(text), 0);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (NO_TEXT.has(name) ? [] : textsIn(member)));
}
