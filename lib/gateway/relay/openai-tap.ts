import type { TokenUsage } from "@/lib/llm/usage";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { frameData } from "./read-frame";

const USAGE_NULL = Buffer.from('"usage":null');
const USAGE_OBJECT = Buffer.from('"usage":{');
const USAGE_KEY = Buffer.from('"usage"');
const ERROR_KEY = Buffer.from('"error"');
const DONE = Buffer.from("[DONE]");
const CONTENT = Buffer.from('"content":"');
const FINISH = Buffer.from('"finish_reason":"');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;
const LF = 0x0a;

/** What one relayed frame turned out to be. `forward` is null when the caller must not see it. */
export type Tapped =
  | { kind: "quiet"; forward: Buffer }
  | { kind: "event"; forward: Buffer | null; tokens: boolean }
  | { kind: "done"; forward: Buffer }
  | { kind: "error"; message: string; code: string }
  | { kind: "garbage"; detail: string };

/**
 * Watches a relayed Chat Completions stream frame by frame. Most frames are only searched for a few byte patterns; a
 * frame is parsed when it may carry usage, an error or nothing recognisable. Notes usage, finish reason and how much text passed.
 */
export class OpenAiTap {
  readonly #readUsage: (chunk: unknown) => TokenUsage | undefined;
  readonly #stripUsage: boolean;
  usage: TokenUsage | undefined;
  finishReason: string | null = null;
  /** Bytes of answer text and frames that carried some: what an aborted stream's output is estimated from. */
  textBytes = 0;
  textFrames = 0;

  constructor(chat: NonNullable<ProviderAdapter["chat"]>, options: { stripUsage: boolean }) {
    this.#readUsage = (chunk) => chat.readUsage(chunk);
    this.#stripUsage = options.stripUsage;
  }

  tap(frame: Buffer): Tapped {
    const contentAt = frame.indexOf(CONTENT);
    const isPlain =
      contentAt !== -1 && isOneObject(frame) && !frame.includes(USAGE_OBJECT) && !frame.includes(ERROR_KEY);
    if (!isPlain) return this.#tapRare(frame);
    const tokens = this.#countText(frame, contentAt + CONTENT.length);
    if (frame.includes(FINISH)) this.#noteFinish(frame);
    return { kind: "event", forward: this.#stripUsage ? withoutNullUsage(frame) : frame, tokens };
  }

  #tapRare(frame: Buffer): Tapped {
    const data = frameData(frame);
    if (data === null || data.trim() === "") return { kind: "quiet", forward: frame };
    if (frame.includes(DONE) && data.trim() === "[DONE]") return { kind: "done", forward: frame };
    const chunk = parse(data);
    if (chunk === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    if (chunk.error) return errorOf(chunk.error);
    const usage = this.#readUsage(chunk);
    if (usage !== undefined) this.usage = usage;
    if (frame.includes(FINISH)) this.#noteFinish(frame);
    const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
    const isUsageOnly = choices.length === 0 && chunk.usage !== undefined && chunk.usage !== null;
    if (isUsageOnly && this.#stripUsage) return { kind: "event", forward: null, tokens: false };
    this.#countOther(choices);
    return { kind: "event", forward: this.#strip(frame, chunk), tokens: choices.some(carriesTokens) };
  }

  #strip(frame: Buffer, chunk: Record<string, unknown>): Buffer {
    if (!this.#stripUsage || !frame.includes(USAGE_KEY)) return frame;
    if (chunk.usage === null) return withoutNullUsage(frame);
    // Usage that rides on a chunk with choices (Groq, Together): the caller did not ask, so the chunk goes on without it.
    const { usage: _usage, ...rest } = chunk;
    return Buffer.from(`data: ${JSON.stringify(rest)}\n\n`);
  }

  #noteFinish(frame: Buffer): void {
    const start = frame.indexOf(FINISH) + FINISH.length;
    this.finishReason = frame.toString("latin1", start, frame.indexOf(QUOTE, start));
  }

  #countText(frame: Buffer, start: number): boolean {
    let end = frame.indexOf(QUOTE, start);
    while (end > start && frame[end - 1] === BACKSLASH) end = frame.indexOf(QUOTE, end + 1);
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
function isOneObject(frame: Buffer): boolean {
  const lineEnd = frame.length - 2;
  return frame[lineEnd - 1] === CLOSE_BRACE && frame.indexOf(LF) === lineEnd;
}

function withoutNullUsage(frame: Buffer): Buffer {
  const at = frame.indexOf(USAGE_NULL);
  if (at === -1) return frame;
  const end = at + USAGE_NULL.length;
  if (frame[at - 1] === COMMA) return Buffer.concat([frame.subarray(0, at - 1), frame.subarray(end)]);
  if (frame[end] === COMMA) return Buffer.concat([frame.subarray(0, at), frame.subarray(end + 1)]);
  return frame;
}

/** A first token is text, reasoning, a refusal, audio or a tool call; a role alone is not (it comes before the model thinks). */
function carriesTokens(choice: unknown): boolean {
  if (typeof choice !== "object" || choice === null || !("delta" in choice)) return false;
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
