import { EventSourceParserStream } from "eventsource-parser/stream";

/** A piece of a tool's call: its arguments come in parts. */
export interface ToolCallPart {
  index: number;
  id: string | null;
  name: string | null;
  arguments: string;
}

/** What a stream of Chat Completions says, event by event. */
export type ChatEvent =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "tool"; part: ToolCallPart }
  | { kind: "usage"; tokens: Record<string, number> }
  | { kind: "finish"; reason: string }
  | { kind: "error"; message: string };

interface Chunk {
  choices?: {
    delta?: {
      content?: string | null;
      reasoning_content?: string | null;
      tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string } }[];
    };
    finish_reason?: string | null;
  }[];
  usage?: Usage | null;
  error?: { message?: string };
}

interface Usage {
  prompt_tokens?: number;
  completion_tokens?: number;
  prompt_tokens_details?: { cached_tokens?: number };
  completion_tokens_details?: { reasoning_tokens?: number };
}

/** Reads a stream to its end. Lines that are no JSON are passed over. */
export async function* readChatStream(body: ReadableStream<Uint8Array>): AsyncGenerator<ChatEvent> {
  const events = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield* eventsIn(next.value.data);
  } finally {
    await reader.cancel();
  }
}

function* eventsIn(data: string): Generator<ChatEvent> {
  const chunk = parse(data);
  if (chunk === null) return;
  if (chunk.error) yield { kind: "error", message: chunk.error.message ?? "The call failed." };
  const [choice] = chunk.choices ?? [];
  const delta = choice?.delta;
  if (delta?.reasoning_content) yield { kind: "reasoning", text: delta.reasoning_content };
  if (delta?.content) yield { kind: "text", text: delta.content };
  for (const { index = 0, id = null, function: named } of delta?.tool_calls ?? []) {
    yield { kind: "tool", part: { index, id, name: named?.name ?? null, arguments: named?.arguments ?? "" } };
  }
  if (choice?.finish_reason) yield { kind: "finish", reason: choice.finish_reason };
  if (chunk.usage) yield { kind: "usage", tokens: tokensOf(chunk.usage) };
}

/** Disjoint classes, as everywhere in Gatehouse; those that are zero are left out. */
function tokensOf(usage: Usage): Record<string, number> {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? 0;
  const classes = {
    input: (usage.prompt_tokens ?? 0) - cached,
    cached,
    output: (usage.completion_tokens ?? 0) - reasoning,
    reasoning,
  };
  return Object.fromEntries(Object.entries(classes).filter(([, count]) => count > 0));
}

function parse(data: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(data);
    return value !== null && typeof value === "object" ? (value as Chunk) : null;
  } catch {
    return null;
  }
}
