/** What a caller asked, in the few words the modes need. */
export interface Ask {
  model: string;
  streamed: boolean;
  /** The caller asked for a usage chunk on the stream. */
  wantsUsage: boolean;
  toolNames: string[];
  /** Texts of tool results already in the conversation. */
  toolResults: string[];
  /** Text of the last user turn. */
  userText: string;
  /** What stands for each picture of the conversation: its base64 or its address. */
  pictures: string[];
}

/** A count that a broken upstream may spell as anything. */
export type Count = number | string;

export interface ScriptedUsage {
  input: Count;
  cached: number;
  output: Count;
  reasoning: number;
}

export type ScriptedPart =
  | { type: "text"; pieces: string[] }
  /** Thoughts before the answer; `proof` is what the provider wants back. */
  | { type: "thought"; pieces: string[]; proof: string }
  | { type: "tool"; name: string; argumentPieces: string[] };

/** An answer before it is written in a dialect. */
export interface ScriptedAnswer {
  parts: ScriptedPart[];
  finish: "stop" | "length" | "tool";
  /** Null: the upstream forgets to report it. */
  usage: ScriptedUsage | null;
  /** How often the usage is reported on a stream. */
  usageRepeats: number;
}

/** One wire format of a provider, as seen from the provider. */
export interface Dialect {
  id: "openai-chat" | "openai-responses" | "anthropic-messages" | "gemini";
  /** Undefined when the path is not of this dialect. */
  readAsk(path: string, body: unknown): Ask | undefined;
  whole(answer: ScriptedAnswer, ask: Ask): unknown;
  /** Whole SSE frames, blank line included; the last one is the dialect's terminal. */
  frames(answer: ScriptedAnswer, ask: Ask): string[];
  errorBody(status: number, message: string): unknown;
  /** An error in the middle of a stream. */
  errorFrame(message: string): string;
}

export type Bag = Record<string, unknown>;

export function asBag(value: unknown): Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bag) : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** All text in a message's content, whether it is a string or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return asList(content)
    .map((part) => asBag(part).text)
    .filter((text) => typeof text === "string")
    .join("");
}

/** The base64 of a data URL, any other address as it is. */
export function pictureOf(url: unknown): string {
  const address = String(url);
  return address.startsWith("data:") ? address.slice(address.indexOf(",") + 1) : address;
}
