import type { ReportedUsage } from "@/lib/llm/usage";
import type { ReadsUsage } from "../endpoint";
import { frameData } from "./read-frame";
import type { RelayedAnswer, RelayTap, Tapped } from "./tap";

const USAGE_NULL = '"usage":null';
const USAGE_KEY = '"usage"';
const ERROR_KEY = '"error"';
const DONE = "[DONE]";
const CONTENT = '"content":"';
const FINISH = '"finish_reason":"';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;
const DONE_FRAME = Buffer.from("data: [DONE]\n\n");

/**
 * Watches a relayed Chat Completions stream frame by frame. Most frames are only searched for a few byte patterns; a
 * frame is parsed when it may carry usage, an error or nothing recognisable. Notes usage, finish reason and how much text passed.
 */
export class OpenAiTap implements RelayTap {
  readonly #readUsage: (chunk: unknown) => ReportedUsage | undefined;
  readonly #stripUsage: boolean;
  readonly #content: string;
  usage: ReportedUsage | undefined;
  finishReason: string | null = null;
  textBytes = 0;
  textFrames = 0;

  /** `content`: how a chunk's text begins, where it is not a chat's. */
  constructor(chat: ReadsUsage, options: { stripUsage: boolean; content?: string }) {
    this.#readUsage = (chunk) => chat.readUsage(chunk);
    this.#stripUsage = options.stripUsage;
    this.#content = options.content ?? CONTENT;
  }

  /** Searches run on a latin1 view of the frame: offsets are bytes, and a string is searched faster than a buffer. */
  tap(frame: Buffer): Tapped {
    const text = frame.toString("latin1");
    const contentAt = text.indexOf(this.#content);
    const saysUsage = text.includes(USAGE_KEY) && !text.includes(USAGE_NULL);
    const textAt = contentAt + this.#content.length;
    // Beside an empty text there may be thoughts or a call, which are tokens too.
    const hasText = contentAt !== -1 && text.charCodeAt(textAt) !== QUOTE;
    const isPlain = hasText && isOneObject(text) && !saysUsage && !text.includes(ERROR_KEY);
    if (!isPlain) return this.#tapRare(frame, text);
    const tokens = this.#countText(text, textAt);
    this.#noteFinish(text);
    return { kind: "event", forward: this.#stripUsage ? withoutNullUsage(frame, text) : frame, tokens };
  }

  /** Servers that forget `[DONE]` after a finish reason. */
  ending(): Buffer | null {
    return this.finishReason === null ? null : DONE_FRAME;
  }

  #tapRare(frame: Buffer, text: string): Tapped {
    const data = frameData(frame);
    if (data === null || data.trim() === "") return { kind: "quiet", forward: frame };
    if (text.includes(DONE) && data.trim() === DONE) return { kind: "done", forward: frame };
    const chunk = parse(data);
    if (chunk === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    if (chunk.error) return errorOf(chunk.error);
    const usage = this.#readUsage(chunk);
    if (usage !== undefined) this.usage = usage;
    const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
    this.finishReason = choices.map(finishReason).findLast((reason) => reason !== null) ?? this.finishReason;
    const isUsageOnly = choices.length === 0 && chunk.usage !== undefined && chunk.usage !== null;
    if (isUsageOnly && this.#stripUsage) return { kind: "event", forward: null, tokens: false };
    this.#countOther(choices);
    return { kind: "event", forward: this.#strip(frame, text, chunk), tokens: choices.some(carriesTokens) };
  }

  #strip(frame: Buffer, text: string, chunk: Record<string, unknown>): Buffer {
    if (!this.#stripUsage || !text.includes(USAGE_KEY)) return frame;
    if (chunk.usage === null) return withoutNullUsage(frame, text);
    // Usage that rides on a chunk with choices (Groq, Together): the caller did not ask, so the chunk goes on without it.
    const { usage: _usage, ...rest } = chunk;
    return Buffer.from(`data: ${JSON.stringify(rest)}\n\n`);
  }

  #noteFinish(text: string): void {
    const at = text.indexOf(FINISH);
    if (at === -1) return;
    const start = at + FINISH.length;
    this.finishReason = text.slice(start, text.indexOf('"', start));
  }

  #countText(text: string, start: number): boolean {
    let end = text.indexOf('"', start);
    while (end > start && text.charCodeAt(end - 1) === BACKSLASH) end = text.indexOf('"', end + 1);
    const length = end === -1 ? 0 : end - start;
    if (length === 0) return false;
    this.textBytes += length;
    this.textFrames++;
    return true;
  }

  #countOther(choices: readonly unknown[]): void {
    if (!choices.some(carriesTokens)) return;
    this.textFrames++;
    this.textBytes += 4;
  }
}

/**
 * One line that ends in `}` and a blank line: what every well-made chunk looks like. Anything else (cut short, two events
 * without their blank line, other line ends) is parsed before it is passed on.
 */
function isOneObject(text: string): boolean {
  const lineEnd = text.length - 2;
  return text.charCodeAt(lineEnd - 1) === CLOSE_BRACE && text.indexOf("\n") === lineEnd;
}

function withoutNullUsage(frame: Buffer, text: string): Buffer {
  const at = text.indexOf(USAGE_NULL);
  if (at === -1) return frame;
  const end = at + USAGE_NULL.length;
  if (frame[at - 1] === COMMA) return Buffer.concat([frame.subarray(0, at - 1), frame.subarray(end)]);
  if (frame[end] === COMMA) return Buffer.concat([frame.subarray(0, at), frame.subarray(end + 1)]);
  return frame;
}

/** A first token is text, reasoning, a refusal, audio or a tool call; a role alone is not (it comes before the model thinks). */
function carriesTokens(choice: unknown): boolean {
  if (typeof choice !== "object" || choice === null) return false;
  if ("text" in choice) return typeof choice.text === "string" && choice.text !== "";
  if (!("delta" in choice)) return false;
  const { delta } = choice;
  if (typeof delta !== "object" || delta === null) return false;
  return Object.entries(delta).some(([name, value]) => name !== "role" && value !== null && value !== "");
}

function parse(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function errorOf(error: unknown): Tapped {
  if (typeof error !== "object" || error === null)
    return { kind: "error", message: String(error), code: "upstream_error" };
  const message =
    "message" in error && typeof error.message === "string" ? error.message : "The upstream reported an error.";
  const code =
    "code" in error && error.code !== null
      ? String(error.code)
      : "type" in error
        ? String(error.type)
        : "upstream_error";
  return { kind: "error", message, code };
}

/** A whole `chat.completion` as the record needs it; null for a body without choices. */
export function readCompletion(body: Record<string, unknown>): RelayedAnswer | null {
  return Array.isArray(body.choices) ? { finishReason: finishReason(body.choices[0]), made: body.choices } : null;
}

function finishReason(choice: unknown): string | null {
  if (typeof choice !== "object" || choice === null || !("finish_reason" in choice)) return null;
  return typeof choice.finish_reason === "string" ? choice.finish_reason : null;
}
