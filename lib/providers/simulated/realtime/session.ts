import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import { type Behaviour, behaviourOf, MarkerError } from "../behaviour";
import { composeAnswer, hashOf, promptOf, promptTokens } from "../compose-answer";
import { loadTokenizer } from "../tokenizer";
import { hang, wait } from "../wait";
import { callOf, heardTokens, isSpoken } from "./conversation";
import { closingEvents, deltaEvents, openingEvents, type SessionReply } from "./write-response";

/** The session's side of an open socket. */
export interface SessionLine {
  /** Resolves when the reader can take more. */
  emit(event: string): Promise<void>;
  /** Breaks the connection without a word. */
  drop(): void;
  signal: AbortSignal;
}

type Handler = (session: SimulatedSession, event: JsonObject) => void | Promise<void>;

const CACHED_IN_STEPS_OF = 64;
const FIRST_TERMS = {
  type: "realtime",
  object: "realtime.session",
  output_modalities: ["audio"],
  instructions: "",
  tools: [],
  tool_choice: "auto",
  max_output_tokens: "inf",
  audio: { input: { format: { type: "audio/pcm", rate: 24_000 }, turn_detection: null } },
};

/**
 * One session of the simulated server. Deterministic: the same events give the same events, ids included. It never speaks unasked:
 * there is no voice detection, so an answer comes for `response.create` only.
 */
export class SimulatedSession {
  readonly #line: SessionLine;
  readonly #model: string;
  readonly #settings: unknown;
  #terms: JsonObject;
  readonly #items: JsonObject[] = [];
  #heardBytes = 0;
  #events = 0;
  #responses = 0;
  #lastInput = 0;
  #answering: { isCancelled: boolean } | null = null;

  constructor(model: string, settings: unknown, line: SessionLine) {
    this.#model = model;
    this.#settings = settings;
    this.#line = line;
    const id = `sess_sim${hashOf(model).toString(16).padStart(8, "0")}`;
    this.#terms = { ...FIRST_TERMS, id, model: model.split(";")[0] ?? model };
  }

  async begin(): Promise<void> {
    await this.#emit({ type: "session.created", session: this.#terms });
  }

  /** Takes one event of the caller. An answer goes on by itself after this resolves. */
  async receive(text: string): Promise<void> {
    const event = objectOf(parseJson(text));
    const type = textOf(event?.type) ?? "";
    const handler = HANDLERS[type];
    if (event === undefined || handler === undefined) {
      await this.#refuse(event, "invalid_value", `Invalid value: '${type.slice(0, 100)}'.`, "type");
      return;
    }
    await handler(this, event);
  }

  async update(event: JsonObject): Promise<void> {
    const { type: _type, model: _model, id: _id, ...changes } = objectOf(event.session) ?? {};
    this.#terms = { ...this.#terms, ...changes };
    await this.#emit({ type: "session.updated", session: this.#terms });
  }

  async createItem(event: JsonObject): Promise<void> {
    const item = objectOf(event.item);
    if (item === undefined) return this.#refuse(event, "missing_required_parameter", "Missing 'item'.", "item");
    await this.#addItem(item);
  }

  append(event: JsonObject): void {
    this.#heardBytes += Buffer.byteLength(textOf(event.audio) ?? "", "base64");
  }

  async commit(event: JsonObject): Promise<void> {
    const bytes = this.#heardBytes;
    if (bytes === 0) return this.#refuse(event, "input_audio_buffer_commit_empty", "The buffer is empty.", null);
    this.#heardBytes = 0;
    const previous = this.#previousId;
    await this.#emit({ type: "input_audio_buffer.committed", previous_item_id: previous, item_id: this.#nextItemId });
    await this.#addItem({ type: "message", role: "user", content: [{ type: "input_audio", audio: bytes }] });
  }

  async clear(): Promise<void> {
    this.#heardBytes = 0;
    await this.#emit({ type: "input_audio_buffer.cleared" });
  }

  async deleteItem(event: JsonObject): Promise<void> {
    const at = this.#items.findIndex(({ id }) => id === event.item_id);
    if (at === -1) return this.#refuse(event, "item_delete_invalid_item_id", "There is no such item.", "item_id");
    this.#items.splice(at, 1);
    await this.#emit({ type: "conversation.item.deleted", item_id: event.item_id ?? null });
  }

  async createResponse(event: JsonObject): Promise<void> {
    if (this.#answering !== null) {
      const message = "Conversation already has an active response in progress.";
      return this.#refuse(event, "conversation_already_has_active_response", message, null);
    }
    const answering = { isCancelled: false };
    this.#answering = answering;
    // A line that is gone ends an answer; there is nobody left to tell.
    this.#answer(objectOf(event.response) ?? {}, answering).catch((error: unknown) => {
      this.#answering = null;
      if (error instanceof MarkerError) void this.#refuse(event, "invalid_value", error.message, "response.metadata");
      else this.#line.drop();
    });
  }

  async cancel(event: JsonObject): Promise<void> {
    if (this.#answering !== null) this.#answering.isCancelled = true;
    else await this.#refuse(event, "response_cancel_not_active", "No active response found.", null);
  }

  async #answer(response: JsonObject, answering: { isCancelled: boolean }): Promise<void> {
    const { signal } = this.#line;
    const conversation = { session: this.#terms, items: this.#items };
    const call = callOf(conversation, response, this.#model);
    const behaviour = behaviourOf(this.#settings, this.#model, call.marker);
    const seed = hashOf(promptOf(call));
    const failure = seed / 2 ** 32 < behaviour.failureRate ? behaviour.failure : "none";
    if (failure === "timeout") return hang(signal);
    const tokenizer = await loadTokenizer();
    await wait(behaviour.latencyMs, signal);
    const tokens = promptTokens(call, tokenizer);
    const reply: SessionReply = {
      responseId: `resp_sim${seed.toString(16).padStart(8, "0")}${++this.#responses}`,
      itemId: this.#nextItemId,
      composed: composeAnswer(call, seed, tokenizer, behaviour.outputTokens),
      spoken: isSpoken(this.#terms, response),
      input: { tokens, sound: heardTokens(this.#items), cached: cachedOf(this.#lastInput, tokens) },
    };
    this.#lastInput = tokens;
    for (const event of openingEvents(reply, this.#previousId)) await this.#emit(event);
    const pieces = await this.#speak(reply, { behaviour, answering, breaksOff: failure !== "none" });
    if (failure === "truncate") return this.#line.drop();
    if (failure === "error_event") return this.#fail();
    const { finish } = reply.composed;
    const status = answering.isCancelled ? "cancelled" : finish === "length" ? "incomplete" : "completed";
    const closing = closingEvents(reply, status, pieces);
    this.#items.push(itemAfter(closing));
    this.#answering = null;
    for (const event of closing) await this.#emit(event);
  }

  async #speak(
    reply: SessionReply,
    terms: { behaviour: Behaviour; answering: { isCancelled: boolean }; breaksOff: boolean },
  ): Promise<string[]> {
    const { pieces } = reply.composed;
    const last = terms.breaksOff ? Math.ceil(pieces.length / 2) : pieces.length;
    const said: string[] = [];
    for (const piece of pieces.slice(0, last)) {
      if (terms.answering.isCancelled) break;
      await wait(terms.behaviour.chunkMs, this.#line.signal);
      said.push(piece);
      for (const event of deltaEvents(reply, piece)) await this.#emit(event);
    }
    return said;
  }

  async #fail(): Promise<void> {
    this.#answering = null;
    const error = { type: "server_error", code: "server_error", message: "Simulated failure.", param: null };
    await this.#emit({ type: "error", error: { ...error, event_id: null } });
  }

  async #addItem(asked: JsonObject): Promise<void> {
    const previous = this.#previousId;
    const item = { object: "realtime.item", status: "completed", ...asked, id: asked.id ?? this.#nextItemId };
    this.#items.push(item);
    await this.#emit({ type: "conversation.item.added", previous_item_id: previous, item });
    await this.#emit({ type: "conversation.item.done", previous_item_id: previous, item });
  }

  get #nextItemId(): string {
    return `item_sim${this.#items.length + 1}`;
  }

  get #previousId(): string | null {
    return textOf(this.#items.at(-1)?.id) ?? null;
  }

  async #refuse(event: JsonObject | undefined, code: string, message: string, param: string | null): Promise<void> {
    const error = { type: "invalid_request_error", code, message, param, event_id: event?.event_id ?? null };
    await this.#emit({ type: "error", error });
  }

  #emit(event: JsonObject): Promise<void> {
    this.#line.signal.throwIfAborted();
    this.#events += 1;
    return this.#line.emit(JSON.stringify({ event_id: `event_sim${this.#events}`, ...event }));
  }
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  "session.update": (session, event) => session.update(event),
  "conversation.item.create": (session, event) => session.createItem(event),
  "conversation.item.delete": (session, event) => session.deleteItem(event),
  "input_audio_buffer.append": (session, event) => session.append(event),
  "input_audio_buffer.commit": (session, event) => session.commit(event),
  "input_audio_buffer.clear": (session) => session.clear(),
  "response.create": (session, event) => session.createResponse(event),
  "response.cancel": (session, event) => session.cancel(event),
};

/** What a second answer reads again costs less, in whole steps as real servers count it. */
function cachedOf(before: number, now: number): number {
  return Math.floor(Math.min(before, now) / CACHED_IN_STEPS_OF) * CACHED_IN_STEPS_OF;
}

function itemAfter(closing: readonly JsonObject[]): JsonObject {
  return objectOf(closing.find(({ type }) => type === "response.output_item.done")?.item) ?? {};
}
