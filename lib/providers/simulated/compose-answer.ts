import type { SimulatedCall } from "./read-call";
import { OPENING, SENTENCES } from "./sentences";
import type { Tokenizer } from "./tokenizer";
import { valueOfSchema } from "./value-of-schema";

/** One choice of a simulated answer, cut into the tokens it streams as. */
export interface Composed {
  /** Set when the answer is a call of this tool; `pieces` are then its arguments. */
  tool: { id: string; name: string } | null;
  pieces: string[];
  finish: "stop" | "length" | "tool_calls";
}

const SHORTEST = 40;
const LONGEST = 160;
const ECHOED_CHARACTERS = 120;

/** FNV-1a over UTF-16 code units: the same prompt, the same 32-bit number, on every machine. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The text a call is known by: every message with its role. */
export function promptOf(call: SimulatedCall): string {
  return call.messages.map(({ role, text }) => `${role}\n${text}`).join("\u0000");
}

/** The answer for one choice: a tool call when one is due, JSON when a format asks for it, otherwise readable text. */
export function composeAnswer(call: SimulatedCall, seed: number, tokenizer: Tokenizer, wished?: number): Composed {
  const tool = toolToCall(call);
  if (tool !== undefined) {
    const id = `call_sim${seed.toString(16).padStart(8, "0")}`;
    const pieces = tokenizer.pieces(JSON.stringify(valueOfSchema(tool.parameters)));
    return bounded({ tool: { id, name: tool.name }, pieces, finish: "tool_calls" }, call);
  }
  const pieces =
    call.answerSchema === null
      ? composeText(call, seed, tokenizer, wished)
      : tokenizer.pieces(JSON.stringify(valueOfSchema(call.answerSchema)));
  return bounded({ tool: null, ...stopAt(pieces, call.stop) }, call);
}

/** Tokens the prompt costs: text, 3 per message and 3 to prime the answer, 85 per image, the tools as JSON. */
export function promptTokens(call: SimulatedCall, tokenizer: Tokenizer): number {
  const messages = call.messages.reduce((sum, { text, images }) => sum + tokenizer.count(text) + 3 + 85 * images, 0);
  return messages + 3 + (call.toolsJson === "" ? 0 : tokenizer.count(call.toolsJson));
}

function toolToCall(call: SimulatedCall): SimulatedCall["tools"][number] | undefined {
  const [first] = call.tools;
  switch (call.toolChoice.kind) {
    case "none":
      return undefined;
    case "required":
      return first;
    case "named": {
      const { name } = call.toolChoice;
      return call.tools.find((tool) => tool.name === name);
    }
    case "auto": {
      const last = call.messages.at(-1);
      if (last?.role !== "user") return undefined;
      const named = call.tools.find((tool) => last.text.includes(tool.name));
      return named ?? (/\b(?:call|use|invoke)\b.{0,20}\b(?:tool|function)\b/i.test(last.text) ? first : undefined);
    }
  }
}

function composeText(call: SimulatedCall, seed: number, tokenizer: Tokenizer, wished?: number): string[] {
  const aim = wished ?? SHORTEST + (seed % (LONGEST - SHORTEST));
  const pieces = tokenizer.pieces(`${OPENING} ${echo(call)}`);
  let state = seed;
  while (pieces.length < aim) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const sentence = SENTENCES[state % SENTENCES.length] ?? "";
    pieces.push(...sentencePieces(sentence, tokenizer));
  }
  return wished === undefined ? pieces : pieces.slice(0, wished);
}

const known = new Map<string, readonly string[]>();

/** The sentences are fixed, so each is tokenized once per process. */
function sentencePieces(sentence: string, tokenizer: Tokenizer): readonly string[] {
  let pieces = known.get(sentence);
  if (pieces === undefined) {
    pieces = tokenizer.pieces(sentence);
    known.set(sentence, pieces);
  }
  return pieces;
}

function echo({ messages }: SimulatedCall): string {
  const last = messages.at(-1);
  const said = (last?.text ?? "").replaceAll(/\s+/g, " ").trim();
  const short = said.length > ECHOED_CHARACTERS ? `${said.slice(0, ECHOED_CHARACTERS).trimEnd()}…` : said;
  return last?.role === "tool" ? `The tool answered: "${short}".` : `You wrote: "${short}".`;
}

/** Cuts before the earliest stop sequence, as the real servers do. */
function stopAt(pieces: string[], stop: readonly string[]): { pieces: string[]; finish: "stop" } {
  const text = pieces.join("");
  const cuts = stop.map((word) => text.indexOf(word)).filter((at) => at !== -1);
  if (cuts.length === 0) return { pieces, finish: "stop" };
  let left = Math.min(...cuts);
  const kept: string[] = [];
  for (const piece of pieces) {
    if (left <= 0) break;
    kept.push(piece.slice(0, left));
    left -= piece.length;
  }
  return { pieces: kept, finish: "stop" };
}

function bounded(composed: Composed, call: SimulatedCall): Composed {
  if (composed.pieces.length <= call.maxTokens) return composed;
  return { ...composed, pieces: composed.pieces.slice(0, call.maxTokens), finish: "length" };
}
