import { plain, readParts, readToolCalls, said } from "./read-parts";
import { firstText, isShape, type Shape, textOf } from "./shapes";
import type { Part, Turn } from "./turn";

/** Where callers put what the model is told before everything else. */
const SYSTEM = ["system", "instructions", "systemInstruction", "system_instruction"] as const;
/** Where they put the conversation, or the text that is the whole of it. */
const SAID = ["messages", "input", "contents", "prompt", "query", "documents", "content"] as const;

/** What a caller's body asks, oldest first. */
export function readPrompt(body: unknown): Turn[] {
  if (!isShape(body)) return turnOf("user", readParts(body));
  const system = SYSTEM.flatMap((name) => turnOf("system", readSystem(body[name])));
  return [...system, ...SAID.flatMap((name) => readSaid(body[name]))];
}

function readSystem(value: unknown): Part[] {
  return isShape(value) && value.parts !== undefined ? readParts(value.parts) : readParts(value);
}

function readSaid(value: unknown): Turn[] {
  if (!Array.isArray(value)) return isShape(value) ? readMessage(value) : turnOf("user", said("text", value));
  return value.flatMap((item) => (isShape(item) ? readMessage(item) : turnOf("user", said("text", textOf(item)))));
}

/** One message: with a role, or an item that says by its type whose it is. */
export function readMessage(message: Shape): Turn[] {
  const role = firstText(message.role) ?? roleOf(message.type);
  if (role === "tool") {
    const name = firstText(message.name, message.tool_call_id);
    return [{ role, parts: [{ kind: "tool_result", name, text: plain(message.content ?? message.output) }] }];
  }
  const isItem = message.content === undefined && message.parts === undefined && message.role === undefined;
  const parts = isItem ? readParts(message) : readParts(message.content ?? message.parts);
  const reasoning = said("reasoning", firstText(message.reasoning_content, message.reasoning));
  return turnOf(role, [...reasoning, ...parts, ...readToolCalls(message.tool_calls), ...said("text", message.refusal)]);
}

function roleOf(type: unknown): string {
  if (type === "function_call_output") return "tool";
  return type === "function_call" || type === "reasoning" ? "assistant" : "user";
}

function turnOf(role: string, parts: Part[]): Turn[] {
  return parts.length === 0 ? [] : [{ role, parts }];
}

/** Turns of one role after another become one. */
export function joined(turns: readonly Turn[]): Turn[] {
  const joint: Turn[] = [];
  for (const turn of turns) {
    const last = joint.at(-1);
    if (last?.role === turn.role) last.parts.push(...turn.parts);
    else joint.push({ role: turn.role, parts: [...turn.parts] });
  }
  return joint;
}
