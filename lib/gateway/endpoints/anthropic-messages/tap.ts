import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { ReadsUsage } from "../../endpoint";
import { frameData } from "../../relay/read-frame";
import type { RelayedAnswer, RelayTap, Tapped } from "../../relay/tap";
import { nameStopReason } from "./stop-reasons";

const DELTA_HEAD = 'event: content_block_delta\ndata: {"type":"content_block_delta"';
const SIGNATURE = '"signature_delta"';
/** What a delta's frame holds beside its piece of text, about. */
const DELTA_FRAME_BYTES = 120;
const CLOSE_BRACE = 0x7d;
const STOP_FRAME = Buffer.from('event: message_stop\ndata: {"type":"message_stop"}\n\n');

/** Watches a relayed Messages stream. Frames go on byte for byte; all but the plainest deltas are parsed before. */
export class MessagesTap implements RelayTap {
  readonly #readUsage: (body: unknown) => ReportedUsage | undefined;
  /** `message_start` and `message_delta` tell parts of it; later counts stand. */
  #counts: JsonObject = {};
  usage: ReportedUsage | undefined;
  finishReason: string | null = null;
  textBytes = 0;
  textFrames = 0;

  constructor(chat: ReadsUsage) {
    this.#readUsage = (body) => chat.readUsage(body);
  }

  tap(frame: Buffer): Tapped {
    const text = frame.toString("latin1");
    if (isPlainDelta(text)) return this.#tapDelta(frame, !text.includes(SIGNATURE));
    const data = frameData(frame);
    if (data === null || data.trim() === "") return { kind: "quiet", forward: frame };
    const event = objectOf(parseJson(data));
    if (event === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    return this.#tapEvent(frame, event);
  }

  /** An upstream that closed after its stop reason and before `message_stop`: its answer is whole. */
  ending(): Buffer | null {
    return this.finishReason === null ? null : STOP_FRAME;
  }

  #tapEvent(frame: Buffer, event: JsonObject): Tapped {
    switch (event.type) {
      case "content_block_delta":
        return this.#tapDelta(frame, objectOf(event.delta)?.type !== "signature_delta");
      case "content_block_start":
        return { kind: "event", forward: frame, tokens: objectOf(event.content_block)?.type === "tool_use" };
      case "message_start":
        this.#noteUsage(objectOf(event.message)?.usage);
        return { kind: "event", forward: frame, tokens: false };
      case "message_delta":
        this.#noteFinish(objectOf(event.delta));
        this.#noteUsage(event.usage);
        return { kind: "event", forward: frame, tokens: false };
      case "message_stop":
        return { kind: "done", forward: frame };
      case "ping":
        return { kind: "quiet", forward: frame };
      case "error":
        return errorOf(objectOf(event.error));
      default:
        return { kind: "event", forward: frame, tokens: false };
    }
  }

  #tapDelta(frame: Buffer, tokens: boolean): Tapped {
    if (tokens) {
      this.textFrames++;
      this.textBytes += Math.max(1, frame.length - DELTA_FRAME_BYTES);
    }
    return { kind: "event", forward: frame, tokens };
  }

  #noteFinish(delta: JsonObject | undefined): void {
    const reason = textOf(delta?.stop_reason);
    if (reason !== undefined) this.finishReason = nameStopReason(reason);
  }

  #noteUsage(reported: unknown): void {
    const counts = Object.entries(objectOf(reported) ?? {}).filter(([, value]) => value !== null);
    if (counts.length === 0) return;
    this.#counts = { ...this.#counts, ...Object.fromEntries(counts) };
    this.usage = this.#readUsage({ usage: this.#counts }) ?? this.usage;
  }
}

/** A whole `message` as the record needs it; null for a body that is none. */
export function readMessage(body: Record<string, unknown>): RelayedAnswer | null {
  if (!Array.isArray(body.content)) return null;
  const reason = textOf(body.stop_reason);
  return { finishReason: reason === undefined ? null : nameStopReason(reason), made: body.content };
}

/** Two lines and a blank one, the second a whole object: what every well-made delta looks like. Anything else is parsed. */
function isPlainDelta(text: string): boolean {
  if (!text.startsWith(DELTA_HEAD)) return false;
  const lineEnd = text.length - 2;
  return text.charCodeAt(lineEnd - 1) === CLOSE_BRACE && text.indexOf("\n", DELTA_HEAD.length) === lineEnd;
}

function errorOf(error: JsonObject | undefined): Tapped {
  const message = textOf(error?.message) ?? "The upstream reported an error.";
  return { kind: "error", message, code: textOf(error?.type) ?? "upstream_error" };
}
