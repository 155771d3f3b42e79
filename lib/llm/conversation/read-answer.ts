import { readParts, said } from "./read-parts";
import { joined, readMessage } from "./read-prompt";
import { isShape, list, shape } from "./shapes";
import type { Part, Turn } from "./turn";

/** Marks the stored form of a stream: the turns it made. */
const TURNS = "turns";

/** What was stored as an answer: a body in any dialect, or the turns of a stream. */
export function readAnswer(body: unknown): Turn[] {
  if (!isShape(body)) return assistant(readParts(body));
  if (Array.isArray(body[TURNS])) return body[TURNS].flatMap(readTurn);
  const turns = [
    ...list(body.choices).flatMap((choice) => {
      const { message, text } = shape(choice);
      return isShape(message) ? readMessage({ role: "assistant", ...message }) : assistant(said("text", text));
    }),
    ...list(body.output).flatMap((item) => readMessage({ ...shape(item) })),
    ...list(body.candidates).flatMap((candidate) => assistant(readParts(shape(shape(candidate).content).parts))),
    ...(body.content === undefined ? [] : assistant(readParts(body.content))),
    ...assistant(said("text", body.text)),
  ];
  return joined(turns.map((turn) => ({ ...turn, role: turn.role === "user" ? "assistant" : turn.role })));
}

/** An upstream may answer anything, also what looks like our own. */
function readTurn(value: unknown): Turn[] {
  const { role, parts } = shape(value);
  if (typeof role !== "string") return [];
  return [{ role, parts: list(parts).filter(isPart) }];
}

function isPart(value: unknown): value is Part {
  const { kind, text, name } = shape(value);
  if (typeof text !== "string") return false;
  if (kind === "tool_call") return typeof name === "string";
  if (kind === "tool_result") return name === null || typeof name === "string";
  return kind === "text" || kind === "reasoning" || kind === "media";
}

/** The stored form of what a stream made. */
export function storedTurns(turns: readonly Turn[]): string {
  return JSON.stringify({ [TURNS]: turns });
}

function assistant(parts: Turn["parts"]): Turn[] {
  return parts.length === 0 ? [] : [{ role: "assistant", parts }];
}
