import { readAnswer } from "./read-answer";
import { readParts } from "./read-parts";
import { firstText, isShape, list, type Shape, shape, textOf } from "./shapes";
import type { Part, Turn } from "./turn";

const LINE = /^data: ?(.*)$/gm;

/** What the events of a stream said, put together; events that say nothing, or are cut, are left out. */
export function assembleStream(events: string): Turn[] {
  const assembly = new Assembly();
  for (const [, data = ""] of events.matchAll(LINE)) {
    const event = parse(data);
    if (event !== null) assembly.take(event);
  }
  return assembly.turns;
}

function parse(data: string): Shape | null {
  try {
    const value: unknown = JSON.parse(data);
    return isShape(value) ? value : null;
  } catch {
    return null;
  }
}

/** Pieces by the place the dialect gives them, in the order in which the places first appeared. */
class Assembly {
  readonly #parts = new Map<string, Part>();
  #whole: Turn[] | null = null;

  get turns(): Turn[] {
    if (this.#whole !== null && this.#whole.length > 0) return this.#whole;
    const parts = [...this.#parts.values()].filter((part) => part.text !== "" || part.kind === "tool_call");
    return parts.length === 0 ? [] : [{ role: "assistant", parts }];
  }

  take(event: Shape): void {
    for (const choice of list(event.choices)) this.#takeChoice(shape(choice));
    for (const candidate of list(event.candidates)) {
      for (const part of readParts(shape(shape(candidate).content).parts)) this.#add(`candidate ${part.kind}`, part);
    }
    if (typeof event.type === "string") this.#takeTyped(event.type, event);
  }

  #takeChoice(choice: Shape): void {
    const delta = shape(choice.delta);
    const place = `choice ${textOf(choice.index)}`;
    this.#say(`${place} reasoning`, "reasoning", firstText(delta.reasoning_content, delta.reasoning));
    this.#say(`${place} text`, "text", firstText(delta.content, delta.refusal, choice.text));
    for (const call of list(delta.tool_calls)) {
      const { index, function: called } = shape(call);
      const { name, arguments: given } = shape(called);
      this.#call(`${place} call ${textOf(index)}`, name, given);
    }
  }

  /** Dialects whose events have names. */
  #takeTyped(type: string, event: Shape): void {
    const place = `${textOf(event.output_index)} ${textOf(event.content_index ?? event.index)}`;
    const delta = shape(event.delta);
    if (isShape(event.response) && Array.isArray(event.response.output) && type !== "response.created") {
      this.#whole = readAnswer(event.response);
    } else if (typeof event.delta === "string") {
      const isText = type.endsWith("output_text.delta") || type.endsWith("transcript.text.delta");
      if (isText) this.#say(`${place} text`, "text", event.delta);
    } else if (type === "content_block_start") {
      const { name } = shape(event.content_block);
      if (typeof name === "string") this.#call(place, name, "");
    } else if (type === "content_block_delta") {
      if (delta.partial_json !== undefined) this.#call(place, undefined, delta.partial_json);
      this.#say(`${place} reasoning`, "reasoning", firstText(delta.thinking));
      this.#say(`${place} text`, "text", firstText(delta.text));
    }
  }

  #say(place: string, kind: "text" | "reasoning", text: string | null): void {
    if (text !== null) this.#add(place, { kind, text });
  }

  #call(place: string, name: unknown, given: unknown): void {
    this.#add(place, { kind: "tool_call", name: firstText(name) ?? "a tool", text: textOf(given) });
  }

  #add(place: string, part: Part): void {
    const had = this.#parts.get(place);
    if (had === undefined) this.#parts.set(place, part);
    else had.text += part.text;
  }
}
