import type { Json } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { ReadsUsage } from "../../endpoint";
import { frameData } from "../../relay/read-frame";
import type { RelayedAnswer, RelayTap, Tapped } from "../../relay/tap";
import { nameFinish } from "./encode-finish";

const NOTHING = Buffer.alloc(0);
const OPEN_BRACE = 0x7b;

/**
 * Watches a relayed streamGenerateContent stream. There is no terminal frame: the answer is whole when the upstream closes and every
 * candidate that began has finished, or the prompt was blocked.
 */
export class GeminiTap implements RelayTap {
  readonly #readUsage: (chunk: unknown) => ReportedUsage | undefined;
  readonly #finishedByIndex = new Map<number, boolean>();
  #isBlocked = false;
  #calledTool = false;
  usage: ReportedUsage | undefined;
  finishReason: string | null = null;
  textBytes = 0;
  textFrames = 0;

  constructor(chat: ReadsUsage) {
    this.#readUsage = (chunk) => chat.readUsage(chunk);
  }

  tap(frame: Buffer): Tapped {
    const data = frameData(frame) ?? bareJson(frame);
    if (data === null || data.trim() === "") return { kind: "quiet", forward: frame };
    const chunk = objectOf(parseJson(data));
    if (chunk === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    if (chunk.error) return errorOf(chunk.error);
    this.usage = this.#readUsage(chunk) ?? this.usage;
    if (objectOf(chunk.promptFeedback)?.blockReason !== undefined) this.#block();
    const bytes = arrayOf(chunk.candidates).reduce<number>((sum, value, at) => sum + this.#candidate(value, at), 0);
    if (bytes > 0) this.textFrames++;
    this.textBytes += bytes;
    return { kind: "event", forward: frame, tokens: bytes > 0 };
  }

  ending(): Buffer | null {
    const finished = [...this.#finishedByIndex.values()];
    const isWhole = this.#isBlocked || (finished.length > 0 && finished.every(Boolean));
    return isWhole ? NOTHING : null;
  }

  #block(): void {
    this.#isBlocked = true;
    this.finishReason ??= "content_filter";
  }

  /** How many bytes a candidate made in this chunk. */
  #candidate(value: Json, position: number): number {
    const candidate = objectOf(value) ?? {};
    const index = countOf(candidate.index) ?? position;
    const finish = textOf(candidate.finishReason);
    this.#finishedByIndex.set(index, finish !== undefined || this.#finishedByIndex.get(index) === true);
    const parts = arrayOf(objectOf(candidate.content)?.parts);
    this.#calledTool ||= parts.some(isCall);
    if (finish !== undefined) this.finishReason ??= nameFinish(finish, this.#calledTool);
    return parts.reduce<number>((sum, part) => sum + bytesOf(part), 0);
  }
}

/** What the record needs of a whole generateContent answer; null for a body that is none. */
export function readGenerated(body: Record<string, unknown>): RelayedAnswer | null {
  const isBlocked = objectOf(body.promptFeedback)?.blockReason !== undefined;
  if (!Array.isArray(body.candidates)) return isBlocked ? { finishReason: "content_filter", made: "" } : null;
  const first = objectOf(body.candidates[0]);
  const reason = textOf(first?.finishReason);
  const calledTool = arrayOf(objectOf(first?.content)?.parts).some(isCall);
  return { finishReason: reason === undefined ? null : nameFinish(reason, calledTool), made: body.candidates };
}

/** An error without `data:`, which Google's servers send into a stream that began. */
function bareJson(frame: Buffer): string | null {
  return frame[0] === OPEN_BRACE ? frame.toString("utf8") : null;
}

function isCall(part: Json): boolean {
  return objectOf(part)?.functionCall !== undefined;
}

/** Text, thoughts and calls are tokens; pictures and sound are counted by how they are written down. */
function bytesOf(value: Json): number {
  const part = objectOf(value);
  if (part === undefined) return 0;
  const text = textOf(part.text);
  if (text !== undefined) return Buffer.byteLength(text);
  const { thoughtSignature: _proof, thought: _thought, ...made } = part;
  return Object.keys(made).length === 0 ? 0 : JSON.stringify(made).length;
}

function errorOf(value: Json): Tapped {
  const error = objectOf(value);
  const message = textOf(error?.message) ?? "The upstream reported an error.";
  return { kind: "error", message, code: textOf(error?.status) ?? String(error?.code ?? "upstream_error") };
}
