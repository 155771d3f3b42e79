import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, isJsonObject, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { ReadsUsage } from "../endpoint";
import { frameData } from "./read-frame";
import type { RelayedAnswer, RelayTap, Tapped } from "./tap";

const NOTHING = Buffer.alloc(0);
/** Events that carry what the model makes, in pieces: by far the most of a stream. They are counted and never parsed. */
const DELTA = /"type":\s*"response\.[a-z_.]+\.delta"/;
const SEQUENCE = /"sequence_number":\s*(\d{1,9})/;
/** Before these are over nothing was made yet, and another target may still be tried. */
const OPENING: ReadonlySet<string> = new Set(["response.queued", "response.created", "response.in_progress"]);
/** What a delta costs beside its text: names, ids and numbers. */
const DELTA_OVERHEAD = 180;

/** Watches a relayed Responses stream: usage and end from its last event, ids of the objects the upstream keeps from the others. */
export class ResponsesTap implements RelayTap {
  readonly #chat: ReadsUsage;
  readonly #noteObjects: (ids: readonly string[]) => void;
  usage: ReportedUsage | undefined;
  finishReason: string | null = null;
  textBytes = 0;
  textFrames = 0;
  sequence = 0;

  constructor(chat: ReadsUsage, noteObjects: (ids: readonly string[]) => void) {
    this.#chat = chat;
    this.#noteObjects = noteObjects;
  }

  tap(frame: Buffer): Tapped {
    const text = frame.toString("latin1");
    this.#noteSequence(text);
    if (DELTA.test(text) && text.trimEnd().endsWith("}")) {
      this.textFrames++;
      this.textBytes += Math.max(1, frame.length - DELTA_OVERHEAD);
      return { kind: "event", forward: frame, tokens: true };
    }
    const data = frameData(frame);
    if (data === null || data.trim() === "" || data.trim() === "[DONE]") return { kind: "quiet", forward: frame };
    const event = objectOf(parseJson(data));
    if (event === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    return this.#tapEvent(event, frame);
  }

  /** The last event says that it is the last; a stream without it broke off. */
  ending(): Buffer | null {
    return this.finishReason === null ? null : NOTHING;
  }

  #tapEvent(event: JsonObject, frame: Buffer): Tapped {
    const type = textOf(event.type) ?? "";
    const response = objectOf(event.response);
    switch (type) {
      case "response.completed":
      case "response.incomplete":
        this.#noteEnd(response ?? {});
        return { kind: "done", forward: frame, isAnswer: true };
      case "response.failed":
        this.#noteEnd(response ?? {});
        return failure(objectOf(response?.error), frame);
      case "error":
        return failure(objectOf(event.error) ?? event, null);
      default:
        this.#noteIds(event, response);
        if (OPENING.has(type)) return { kind: "quiet", forward: frame };
        return { kind: "event", forward: frame, tokens: false };
    }
  }

  #noteEnd(response: JsonObject): void {
    this.usage = this.#chat.readUsage(response) ?? this.usage;
    const answer = readResponse(response);
    this.finishReason = answer?.finishReason ?? "stop";
  }

  #noteIds(event: JsonObject, response: JsonObject | undefined): void {
    if (event.type === "response.in_progress") return;
    const item = event.type === "response.output_item.added" ? objectOf(event.item) : undefined;
    const ids = response === undefined ? idsOf(item) : idsOf(response);
    if (ids.length > 0) this.#noteObjects(ids);
  }

  #noteSequence(text: string): void {
    const found = SEQUENCE.exec(text.slice(0, 400))?.[1];
    this.sequence = found === undefined ? this.sequence + 1 : Number(found) + 1;
  }
}

function failure(error: JsonObject | undefined, forward: Buffer | null): Tapped {
  const message = textOf(error?.message) ?? "The upstream reported an error.";
  const code = textOf(error?.code) ?? textOf(error?.type) ?? "upstream_error";
  return forward === null ? { kind: "error", message, code } : { kind: "error", message, code, forward };
}

/** Of a response or one of its items, and of the container that its code ran in. */
function idsOf(made: JsonObject | undefined): string[] {
  return [made?.id, made?.container_id].flatMap((id) => textOf(id) ?? []);
}

/** A whole `response` as the record needs it; null for a body that is none. */
export function readResponse(body: Record<string, unknown>): RelayedAnswer | null {
  if (body.object !== "response" || !Array.isArray(body.output)) return null;
  const items = arrayOf(body.output).filter(isJsonObject);
  const ids = [textOf(body.id) ?? [], ...items.map(idsOf)].flat();
  return { finishReason: finishOf(body, items), made: items, objectIds: ids };
}

function finishOf(body: Record<string, unknown>, items: readonly JsonObject[]): string {
  if (body.status === "incomplete") {
    return objectOf(body.incomplete_details)?.reason === "content_filter" ? "content_filter" : "length";
  }
  if (body.status === "failed") return "error";
  return items.some(({ type }) => type === "function_call" || type === "custom_tool_call") ? "tool_calls" : "stop";
}
