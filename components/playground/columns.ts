import type { PlaygroundContent, PlaygroundMessage } from "@/lib/admin-api/client/playground";
import type { ChatEvent, ToolCallPart } from "./read-chat-stream";

export const MOST_COLUMNS = 4;

export type Run = PlaygroundContent["columns"][number]["runs"][number];

/** An answer while it comes in. */
export interface LiveAnswer {
  text: string;
  reasoning: string;
  toolCalls: ToolCallPart[];
  tokens: Record<string, number> | null;
  requestId: string | null;
  firstTokenMs: number | null;
  error: string | null;
}

/** One model's side of the conversation. `runs` has one for every answer, in their order. */
export interface Column {
  id: string;
  model: string;
  messages: PlaygroundMessage[];
  runs: Run[];
  live: LiveAnswer | null;
  /** Why the last call gave no answer. */
  error: { message: string; requestId: string | null } | null;
}

export function newColumn(id: string, model: string): Column {
  return { id, model, messages: [], runs: [], live: null, error: null };
}

export function emptyAnswer(): LiveAnswer {
  return { text: "", reasoning: "", toolCalls: [], tokens: null, requestId: null, firstTokenMs: null, error: null };
}

/** The answer with one more event; `elapsedMs` is since the call was sent. */
export function withEvent(answer: LiveAnswer, event: ChatEvent, elapsedMs: number): LiveAnswer {
  const firstTokenMs = answer.firstTokenMs ?? elapsedMs;
  switch (event.kind) {
    case "text":
      return { ...answer, firstTokenMs, text: answer.text + event.text };
    case "reasoning":
      return { ...answer, firstTokenMs, reasoning: answer.reasoning + event.text };
    case "tool":
      return { ...answer, firstTokenMs, toolCalls: withPart(answer.toolCalls, event.part) };
    case "usage":
      return { ...answer, tokens: event.tokens };
    case "error":
      return { ...answer, error: event.message };
    case "finish":
      return answer;
  }
}

/** The column when its answer ended, or was stopped: what came stays, an answer of nothing does not. */
export function withEnd(column: Column, answer: LiveAnswer, totalMs: number): Column {
  const { text, toolCalls, tokens, requestId, firstTokenMs, error } = answer;
  const isEmpty = text === "" && toolCalls.length === 0;
  const failure = error === null ? null : { message: error, requestId };
  if (isEmpty) {
    const nothing = { message: "The model answered nothing.", requestId };
    return { ...column, live: null, error: failure ?? nothing };
  }
  const calls = toolCalls.map((part) => ({
    id: part.id ?? `call_${part.index}`,
    type: "function" as const,
    function: { name: part.name ?? "", arguments: part.arguments },
  }));
  const said: PlaygroundMessage = {
    role: "assistant",
    content: text === "" ? null : text,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const run: Run = { requestId, firstTokenMs, totalMs, tokens, costUsd: null };
  return { ...column, live: null, error: failure, messages: [...column.messages, said], runs: [...column.runs, run] };
}

/** Calls of tools in the last answer that have no result yet. */
export function openToolCalls({ messages, live }: Column) {
  const last = messages.at(-1);
  return live === null && last?.role === "assistant" ? (last.tool_calls ?? []) : [];
}

function withPart(calls: readonly ToolCallPart[], part: ToolCallPart): ToolCallPart[] {
  const known = calls.find(({ index }) => index === part.index);
  if (known === undefined) return [...calls, part];
  const merged = {
    index: part.index,
    id: known.id ?? part.id,
    name: known.name ?? part.name,
    arguments: known.arguments + part.arguments,
  };
  return calls.map((call) => (call === known ? merged : call));
}
