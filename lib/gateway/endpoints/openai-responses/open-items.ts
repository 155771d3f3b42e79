import type { ReasoningBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import {
  callItem,
  customInput,
  messageItem,
  proofItem,
  reasoningItem,
  refusalPart,
  summaryPart,
  textPart,
} from "./items";
import type { CallersTool } from "./tool-catalogue";

/** Where an item stands in the answer, and how it speaks. */
export interface Place {
  id: string;
  outputIndex: number;
  /** One event as a frame. */
  emit(type: string, members: JsonObject): string;
}

/** An item that is being written. Every method gives the frames it causes. */
export interface OpenItem {
  begin(): string;
  addText(text: string): string;
  addSignature(signature: string): string;
  endBlock(): string;
  close(): { frames: string; item: JsonObject };
}

/** What all items do alike: announce themselves, and say what they became. */
abstract class Item implements OpenItem {
  protected readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  abstract begin(): string;
  abstract addText(text: string): string;
  abstract close(): { frames: string; item: JsonObject };

  addSignature(_signature: string): string {
    return "";
  }

  endBlock(): string {
    return "";
  }

  protected added(item: JsonObject): string {
    return this.place.emit("response.output_item.added", { output_index: this.place.outputIndex, item });
  }

  protected done(frames: string, item: JsonObject): { frames: string; item: JsonObject } {
    const last = this.place.emit("response.output_item.done", { output_index: this.place.outputIndex, item });
    return { frames: frames + last, item };
  }

  protected say(type: string, members: JsonObject): string {
    return this.place.emit(type, { item_id: this.place.id, output_index: this.place.outputIndex, ...members });
  }
}

type PartKind = "text" | "refusal";

/** A message with its parts, one after the other. */
export class MessageItem extends Item {
  readonly #parts: JsonObject[] = [];
  #part: { kind: PartKind; pieces: string[] } | null = null;

  begin(): string {
    return this.added(messageItem(this.place.id, [], "in_progress"));
  }

  startPart(kind: PartKind): string {
    const ended = this.endBlock();
    this.#part = { kind, pieces: [] };
    const part = kind === "text" ? textPart("") : refusalPart("");
    return ended + this.say("response.content_part.added", { content_index: this.#parts.length, part });
  }

  addText(text: string): string {
    if (this.#part === null || text === "") return "";
    this.#part.pieces.push(text);
    const content_index = this.#parts.length;
    if (this.#part.kind === "refusal") return this.say("response.refusal.delta", { content_index, delta: text });
    return this.say("response.output_text.delta", { content_index, delta: text, logprobs: [] });
  }

  override endBlock(): string {
    if (this.#part === null) return "";
    const { kind, pieces } = this.#part;
    this.#part = null;
    const whole = pieces.join("");
    const content_index = this.#parts.length;
    const part = kind === "text" ? textPart(whole) : refusalPart(whole);
    this.#parts.push(part);
    const said =
      kind === "text"
        ? this.say("response.output_text.done", { content_index, text: whole, logprobs: [] })
        : this.say("response.refusal.done", { content_index, refusal: whole });
    return said + this.say("response.content_part.done", { content_index, part });
  }

  close(): { frames: string; item: JsonObject } {
    const frames = this.endBlock();
    return this.done(frames, messageItem(this.place.id, this.#parts, "completed"));
  }
}

/** What a reasoning item carries from the start: a block that is still being thought, or the finished proof of a call. */
type Thought = { madeBy?: string; redacted?: boolean } | { callId: string; signature: string };

/** Reasoning: shown as one summary part where the caller asked for it, kept whole for the provider that wants it back. */
export class ReasoningItem extends Item {
  readonly #thought: Thought;
  readonly #isShown: boolean;
  readonly #pieces: string[] = [];
  #signature = "";

  constructor(place: Place, thought: Thought, options: { summary: boolean }) {
    super(place);
    this.#thought = thought;
    this.#isShown = options.summary;
  }

  begin(): string {
    return this.added({ id: this.place.id, type: "reasoning", summary: [] });
  }

  addText(text: string): string {
    if (text === "") return "";
    const isFirst = this.#pieces.length === 0;
    this.#pieces.push(text);
    if (!this.#isShown) return "";
    const opened = isFirst
      ? this.say("response.reasoning_summary_part.added", { summary_index: 0, part: summaryPart("") })
      : "";
    return opened + this.say("response.reasoning_summary_text.delta", { summary_index: 0, delta: text });
  }

  override addSignature(signature: string): string {
    this.#signature += signature;
    return "";
  }

  close(): { frames: string; item: JsonObject } {
    const { id } = this.place;
    if ("callId" in this.#thought) return this.done("", proofItem(id, this.#thought.callId, this.#thought.signature));
    const text = this.#pieces.join("");
    const { madeBy, redacted } = this.#thought;
    const block: ReasoningBlock = {
      type: "reasoning",
      text,
      ...(this.#signature === "" ? {} : { signature: this.#signature }),
      ...(madeBy === undefined ? {} : { madeBy }),
      ...(redacted === true ? { redacted } : {}),
    };
    const frames =
      this.#isShown && text !== ""
        ? this.say("response.reasoning_summary_text.done", { summary_index: 0, text }) +
          this.say("response.reasoning_summary_part.done", { summary_index: 0, part: summaryPart(text) })
        : "";
    return this.done(frames, reasoningItem(id, block, { summary: this.#isShown }));
  }
}

/** A call of a function, or of a grammar tool whose input comes whole because it had to be unwrapped. */
export class ToolCallItem extends Item {
  readonly #call: { id: string; tool: CallersTool };
  readonly #pieces: string[] = [];

  constructor(place: Place, call: { id: string; tool: CallersTool }) {
    super(place);
    this.#call = call;
  }

  begin(): string {
    return this.added(callItem(this.place.id, { ...this.#call, json: "" }, "in_progress"));
  }

  addText(json: string): string {
    if (json === "") return "";
    this.#pieces.push(json);
    return this.#isCustom ? "" : this.say("response.function_call_arguments.delta", { delta: json });
  }

  close(): { frames: string; item: JsonObject } {
    const { tool } = this.#call;
    const json = this.#pieces.join("") || "{}";
    const item = callItem(this.place.id, { ...this.#call, json }, "completed");
    if (this.#isCustom) {
      const input = customInput(json);
      const delta = this.say("response.custom_tool_call_input.delta", { delta: input });
      return this.done(delta + this.say("response.custom_tool_call_input.done", { input }), item);
    }
    const empty = this.#pieces.length === 0 ? this.say("response.function_call_arguments.delta", { delta: json }) : "";
    const said = this.say("response.function_call_arguments.done", { name: tool.name, arguments: json });
    return this.done(empty + said, item);
  }

  get #isCustom(): boolean {
    return this.#call.tool.kind === "custom";
  }
}
