import type { ToolCallBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { SseEvent } from "../contract";
import { readFinishReason } from "./finish-reasons";
import { readErrorChunk } from "./read-failure";
import { callIdPrefix, readPart, type SpokenPart } from "./read-part";
import { readUsage } from "./read-usage";

interface Candidate {
  open: "text" | "reasoning" | null;
  calls: number;
  finished: boolean;
}

interface State {
  id: string;
  started: boolean;
  candidates: ReadonlyMap<number, Candidate>;
}

type Step = [State, StreamEvent[]];
type Reader = (state: State, chunk: JsonObject) => Step;

const NEW: Candidate = { open: null, calls: 0, finished: false };

/** What a chunk may carry, in the order it is read; each reader takes its own members and leaves the rest. */
const READERS: readonly Reader[] = [readStart, readCandidates, readBlockedPrompt, readUsageOf];

/**
 * Reads streamGenerateContent chunks. There is no closing event: the stream is whole when every candidate that began has finished
 * by the end of bytes, or when the prompt was blocked.
 */
export async function* readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent> {
  let state: State = { id: "", started: false, candidates: new Map() };
  for await (const { data } of events) {
    const chunk = objectOf(parseJson(data));
    if (chunk === undefined || chunk.error) {
      yield readErrorChunk(chunk);
      return;
    }
    for (const read of READERS) {
      const [next, out] = read(state, chunk);
      state = next;
      yield* out;
    }
  }
  const candidates = [...state.candidates.values()];
  if (candidates.length > 0 && candidates.every(({ finished }) => finished)) yield { type: "end" };
}

function readStart(state: State, chunk: JsonObject): Step {
  if (state.started) return [state, []];
  const id = textOf(chunk.responseId) ?? "";
  return [{ ...state, id, started: true }, [{ type: "start", id, model: textOf(chunk.modelVersion) ?? "" }]];
}

function readCandidates(state: State, chunk: JsonObject): Step {
  const out: StreamEvent[] = [];
  const candidates = new Map(state.candidates);
  for (const [position, value] of arrayOf(chunk.candidates).entries()) {
    const wire = objectOf(value) ?? {};
    const index = countOf(wire.index) ?? position;
    const before = candidates.get(index) ?? NEW;
    if (!before.finished) candidates.set(index, readCandidate({ state, index, candidate: before }, wire, out));
  }
  return [{ ...state, candidates }, out];
}

function readCandidate(
  { state, index, candidate }: { state: State; index: number; candidate: Candidate },
  wire: JsonObject,
  out: StreamEvent[],
): Candidate {
  let next = candidate;
  for (const value of arrayOf(objectOf(wire.content)?.parts)) {
    const part = readPart(value, `${callIdPrefix(state.id, index)}_${next.calls}`);
    if (part === undefined) continue;
    const [after, events] = part.type === "tool_call" ? callStep(next, index, part) : speechStep(next, index, part);
    next = after;
    out.push(...events);
  }
  if (textOf(wire.finishReason) === undefined) return next;
  out.push(...close(next, index));
  out.push({ type: "finish", choice: index, reason: readFinishReason(wire.finishReason, next.calls > 0) });
  return { ...next, open: null, finished: true };
}

function speechStep(candidate: Candidate, choice: number, part: SpokenPart): [Candidate, StreamEvent[]] {
  const { type, text } = part;
  const delta: StreamEvent =
    type === "text" ? { type: "text_delta", choice, text } : { type: "reasoning_delta", choice, text };
  if (candidate.open === type) return [candidate, [delta]];
  const start: StreamEvent = { type: "block_start", choice, block: { type } };
  return [{ ...candidate, open: type }, [...close(candidate, choice), start, delta]];
}

/** Arguments arrive whole, so a call is a block of one delta. */
function callStep(candidate: Candidate, choice: number, part: ToolCallBlock): [Candidate, StreamEvent[]] {
  const { id, name, signature } = part;
  const block = { type: "tool_call", id, name, ...(signature === undefined ? {} : { signature }) } as const;
  return [
    { ...candidate, open: null, calls: candidate.calls + 1 },
    [
      ...close(candidate, choice),
      { type: "block_start", choice, block },
      { type: "tool_arguments_delta", choice, json: part.arguments },
      { type: "block_end", choice },
    ],
  ];
}

function close(candidate: Candidate, choice: number): StreamEvent[] {
  return candidate.open === null ? [] : [{ type: "block_end", choice }];
}

function readBlockedPrompt(state: State, chunk: JsonObject): Step {
  const blocked = objectOf(chunk.promptFeedback)?.blockReason !== undefined;
  if (!blocked || state.candidates.size > 0) return [state, []];
  const candidates = new Map([[0, { ...NEW, finished: true }]]);
  return [{ ...state, candidates }, [{ type: "finish", choice: 0, reason: "content_filter" }]];
}

function readUsageOf(state: State, chunk: JsonObject): Step {
  const usage = readUsage(chunk);
  return [state, usage === undefined ? [] : [{ type: "usage", usage }]];
}
