/** A piece of what somebody said. `media` is named, never held. */
export type Part =
  | { kind: "text" | "reasoning"; text: string }
  | { kind: "tool_call"; name: string; text: string }
  | { kind: "tool_result"; name: string | null; text: string }
  | { kind: "media"; text: string };

/** One message of a conversation. The role is whatever the dialect called it. */
export interface Turn {
  role: string;
  parts: Part[];
}

/** Everything said, as one text. */
export function wordsOf(turns: readonly Turn[]): string {
  return turns.flatMap((turn) => turn.parts.map((part) => part.text)).join("\n");
}
