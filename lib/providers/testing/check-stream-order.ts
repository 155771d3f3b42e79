import type { StreamEvent } from "@/lib/llm/stream-event";

const DELTA_OF: Readonly<Record<string, string>> = {
  text_delta: "text",
  reasoning_delta: "reasoning",
  reasoning_signature: "reasoning",
  refusal_delta: "refusal",
  tool_arguments_delta: "tool_call",
};

/** Every way in which events break the order lib/llm/stream-event.ts promises; empty for a sound, whole stream. */
export function checkStreamOrder(events: readonly StreamEvent[]): string[] {
  const open = new Map<number, string>();
  const finished = new Set<number>();
  const wrong = events.flatMap((event, at) => checkEvent(event, { open, finished }).map((what) => `${at}: ${what}`));
  if (events[0]?.type !== "start") wrong.push("does not begin with start");
  if (events.at(-1)?.type !== "end") wrong.push("does not finish with end");
  if (events.filter(({ type }) => type === "end").length > 1) wrong.push("ends twice");
  return [...wrong, ...[...open.keys()].map((choice) => `choice ${choice} leaves a block open`)];
}

function checkEvent(event: StreamEvent, state: { open: Map<number, string>; finished: Set<number> }): string[] {
  if (!("choice" in event)) return [];
  const { choice } = event;
  if (state.finished.has(choice)) return [`${event.type} after the finish of choice ${choice}`];
  switch (event.type) {
    case "block_start": {
      const before = state.open.get(choice);
      state.open.set(choice, event.block.type);
      return before === undefined ? [] : [`a ${event.block.type} block begins inside a ${before} block`];
    }
    case "block_end":
      return state.open.delete(choice) ? [] : ["block_end without a block"];
    case "finish":
      state.finished.add(choice);
      return state.open.has(choice) ? ["finish inside a block"] : [];
    default:
      return state.open.get(choice) === DELTA_OF[event.type] ? [] : [`${event.type} outside its block`];
  }
}
