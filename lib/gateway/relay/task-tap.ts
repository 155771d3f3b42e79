import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { TokenUsage } from "@/lib/llm/usage";
import type { TaskRelay } from "@/lib/providers/task-contract";
import type { Exchange } from "../exchange";
import { frameData } from "./read-frame";
import type { RelayTap, Tapped } from "./tap";

const NOTHING = Buffer.alloc(0);

/** Watches a relayed stream of pictures, speech or transcript: events with a `type`, the last of which carry usage. */
export class TaskTap implements RelayTap {
  readonly #relay: TaskRelay;
  readonly #lastEvents: readonly string[];
  readonly #exchange: Exchange;
  #isWhole = false;
  usage: TokenUsage | undefined;
  readonly finishReason = null;
  textBytes = 0;
  textFrames = 0;

  constructor(relay: TaskRelay, lastEvents: readonly string[], exchange: Exchange) {
    this.#relay = relay;
    this.#lastEvents = lastEvents;
    this.#exchange = exchange;
  }

  tap(frame: Buffer): Tapped {
    const data = frameData(frame);
    if (data === null || data.trim() === "") return { kind: "quiet", forward: frame };
    if (data.trim() === "[DONE]") return { kind: "done", forward: frame };
    const event = objectOf(parseJson(data));
    if (event === undefined) return { kind: "garbage", detail: data.slice(0, 200) };
    const error = objectOf(event.error);
    if (error !== undefined) {
      const message = textOf(error.message) ?? "The upstream reported an error.";
      return { kind: "error", message, code: textOf(error.code) ?? "upstream_error" };
    }
    if (this.#lastEvents.includes(textOf(event.type) ?? "")) this.#noteEnd(event);
    return { kind: "event", forward: frame, tokens: true };
  }

  /** These streams have no terminal frame of their own: they end after a last event. */
  ending(): Buffer | null {
    return this.#isWhole ? NOTHING : null;
  }

  #noteEnd(event: unknown): void {
    this.#isWhole = true;
    const { usage, units } = this.#relay.readMetered(event);
    if (usage !== undefined) this.usage = usage;
    if (units !== undefined) this.#exchange.units = { ...this.#exchange.units, ...units };
  }
}
