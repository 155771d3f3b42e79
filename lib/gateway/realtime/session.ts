import type { MessageSocket, SocketMessage } from "@/lib/egress/contract";
import { AppError, toAppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson } from "@/lib/llm/read-json";
import { outputTokens, totalTokens } from "@/lib/llm/usage";
import type { GatewayDeps } from "../deps";
import {
  type CallerEvent,
  readCallerEvent,
  withBound,
  withSessionModel,
} from "../endpoints/openai-realtime/caller-event";
import { closeCodeOf, errorEvent } from "../endpoints/openai-realtime/error-event";
import { type SessionMeter, sum, transcriberOf } from "../endpoints/openai-realtime/session-meter";
import type { Exchange } from "../exchange";
import { endedError } from "../steps/call-upstream";
import type { Upstream } from "./connect-upstream";
import type { SessionBudget } from "./session-budget";
import { closingOf, type Ending, errorOf, sendableCode } from "./session-ending";

/** How often it is looked whether the session may go on. */
const LOOK_MS = 400;
/** Pieces of answers: by far the most of what an upstream sends. They are counted and never parsed. */
const DELTA = /^\s*\{[^{}]{0,400}"type":\s*"(response\.[a-z_.]+\.delta)"/;

export interface SessionParts {
  upstream: Upstream;
  exchange: Exchange;
  meter: SessionMeter;
  budget: SessionBudget;
  /** The model's name as the caller knows it. */
  modelAsked: string;
  /** Why the caller may not go on; null while it may. */
  whyNot(): Promise<AppError | null>;
}

/**
 * One session while it runs: events pass both ways, each at the pace of its reader, and policy looks at those that matter. Whatever ends
 * it — either side, a quota, a key that is no longer good, a deadline, a drain — ends it once, and the record is written before
 * anybody is told.
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #deps: GatewayDeps;
  readonly #caller: MessageSocket;
  readonly #looking: NodeJS.Timeout;
  readonly #startedMs: number;
  #movedAt = performance.now();
  #isLooking = false;
  #isDraining = false;
  #isOver = false;

  constructor(caller: MessageSocket, parts: SessionParts, deps: GatewayDeps) {
    this.#caller = caller;
    this.#parts = parts;
    this.#deps = deps;
    const { exchange, meter } = parts;
    this.#startedMs = exchange.elapsedMs();
    exchange.estimateOutput = () => outputTokens(meter.usage) + outputTokens(meter.unfinished());
    exchange.onDrain = () => {
      this.#isDraining = true;
      if (!meter.isAnswering) this.#refuse(shuttingDown());
    };
    exchange.signal.addEventListener("abort", () => this.#refuse(this.#whyEnded()));
    this.#looking = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  /** Resolves when both sides are closed; never throws. */
  async run(): Promise<void> {
    const { upstream, exchange } = this.#parts;
    if (exchange.signal.aborted) this.#refuse(this.#whyEnded());
    await Promise.all([this.#passUp(), this.#passDown(), this.#caller.ended, upstream.socket.ended]);
  }

  async #passUp(): Promise<void> {
    for await (const message of this.#caller.messages()) {
      if (this.#isOver) continue;
      this.#movedAt = performance.now();
      await this.#orRefuse(() => this.#takeFromCaller(message));
    }
    this.#finish({ by: "caller", end: await this.#caller.ended });
  }

  async #passDown(): Promise<void> {
    const { socket, messages, greeting } = this.#parts.upstream;
    await this.#orRefuse(() => this.#takeFromUpstream(greeting));
    for (let next = await messages.next(); !next.done; next = await messages.next()) {
      const message = next.value;
      if (this.#isOver) continue;
      this.#movedAt = performance.now();
      await this.#orRefuse(() => this.#takeFromUpstream(message));
    }
    this.#finish({ by: "upstream", end: await socket.ended });
  }

  async #orRefuse(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (thrown) {
      const error = toAppError(thrown);
      const { requestId } = this.#parts.exchange;
      if (error.code === "internal_error") this.#deps.logger.error({ requestId, error: thrown }, "a session failed");
      this.#refuse(error);
    }
  }

  async #takeFromCaller({ bytes, isText }: SocketMessage): Promise<void> {
    if (!isText) throw new AppError("unsupported_media_type", "Events are text messages; this one was binary.");
    const out = await this.#prepared(bytes);
    if (out !== null && !this.#isOver) await this.#parts.upstream.socket.send(out);
  }

  /** The event's bytes as they go upstream; null for one that was answered here, because nobody could have meant it. */
  async #prepared(bytes: Buffer): Promise<Buffer | null> {
    let event: CallerEvent;
    let ready: Buffer;
    const { meter, budget, modelAsked, upstream, exchange } = this.#parts;
    try {
      event = readCallerEvent(bytes, this.#deps.limits);
      const names = { asked: modelAsked, upstream: upstream.target.upstreamModel };
      ready = event.type === "session.update" ? withSessionModel(event, names) : bytes;
      if (event.type === "session.update") budget.requirePriced(transcriberOf(objectOf(event.json.session) ?? {}));
    } catch (error) {
      await this.#caller.send(errorEvent(toAppError(error), exchange.requestId));
      return null;
    }
    if (event.type === "response.create") {
      return withBound(event, await budget.request(objectOf(event.json.response) ?? {}));
    }
    meter.noteCaller(event.json);
    return ready;
  }

  async #takeFromUpstream({ bytes, isText }: SocketMessage): Promise<void> {
    const type = isText ? DELTA.exec(bytes.toString("latin1", 0, 512))?.[1] : undefined;
    if (type !== undefined) {
      this.#parts.exchange.noteFirstToken();
      this.#parts.meter.noteDelta({ sound: type.endsWith("audio.delta") ? bytes.length : 0 });
    } else {
      const event = isText ? objectOf(parseJson(bytes.toString("utf8"))) : undefined;
      if (event === undefined) throw new AppError("upstream_error", "The provider sent what is no event.");
      await this.#noteEvent(event);
    }
    if (!this.#isOver) await this.#caller.send(bytes);
    if (this.#isDraining && !this.#parts.meter.isAnswering) this.#refuse(shuttingDown());
  }

  async #noteEvent(event: JsonObject): Promise<void> {
    const { meter, budget, exchange } = this.#parts;
    const noted = meter.noteUpstream(event);
    switch (noted.kind) {
      case "listening":
      case "begun":
        return budget.expect(noted.kind);
      case "done":
      case "transcribed":
        budget.settle(noted);
        // What was reported is in the spool before the caller sees it.
        exchange.units = meter.units;
        if (noted.usage !== undefined || meter.units !== undefined) exchange.noteUsage(meter.usage, "reported");
        return;
      case "error":
        budget.forget();
        return;
      case "other":
        return;
    }
  }

  /** Whether the session may go on, looked at again and again. */
  async #look(): Promise<void> {
    const { sessionIdleMs } = this.#deps.limits;
    if (performance.now() - this.#movedAt > sessionIdleMs) {
      this.#refuse(expired(`No event came for ${Math.round(sessionIdleMs / 60_000)} minutes.`));
    }
    if (this.#isOver || this.#isLooking) return;
    this.#isLooking = true;
    const reason = await this.#parts.whyNot();
    this.#isLooking = false;
    if (reason !== null) this.#refuse(reason);
  }

  #whyEnded(): AppError {
    const { exchange } = this.#parts;
    if (exchange.endedBy !== "deadline") return endedError(exchange);
    return expired(`A session lasts at most ${Math.round(this.#deps.limits.sessionMs / 60_000)} minutes.`);
  }

  #refuse(error: AppError): void {
    this.#finish({ by: "gatehouse", error });
  }

  #finish(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#looking);
    const { isAnswering } = this.#parts.meter;
    const error = errorOf(ending, isAnswering);
    this.#record(ending);
    this.#parts.budget.close();
    this.#tell(ending, error);
  }

  #record(ending: Ending): void {
    const { exchange, meter } = this.#parts;
    const { isAnswering } = meter;
    const unfinished = meter.unfinished();
    exchange.note("session", error(ending), this.#startedMs);
    if (totalTokens(unfinished) > 0) exchange.noteUsage(sum(meter.usage, unfinished), "estimated");
    exchange.estimateOutput = null;
    exchange.isAnswered = true;
    exchange.close(closingOf(ending, { isAnswering, hasUsed: exchange.usageSource !== "none" }));
  }

  #tell(ending: Ending, error: AppError | null): void {
    const { upstream, exchange } = this.#parts;
    upstream.socket.close(1000, "");
    if (error !== null) {
      void this.#caller.send(errorEvent(error, exchange.requestId));
      this.#caller.close(closeCodeOf(error), error.code);
    } else if (ending.by === "upstream") {
      this.#caller.close(sendableCode(ending.end.code), ending.end.reason);
    } else {
      this.#caller.close(1000, "");
    }
  }
}

/** The trace's word. */
function error(ending: Ending): string {
  return ending.by === "gatehouse" ? `ended: ${ending.error.code}` : `${ending.by} closed: ${ending.end.code}`;
}

function shuttingDown(): AppError {
  return new AppError(
    "shutting_down",
    "This Gatehouse process is shutting down. Open the session again: another one will answer.",
  );
}

function expired(why: string): AppError {
  return new AppError("session_expired", `${why} Open the session again.`);
}
