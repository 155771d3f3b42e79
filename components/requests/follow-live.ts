import type { EventSourceMessage } from "eventsource-parser";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { AdminApiError } from "@/lib/admin-api/client/admin-fetch";
import { followRequests, type LiveRequestEvents, type LiveRequestQuery } from "@/lib/admin-api/client/live-requests";

/** Longer silence than two heartbeats: the connection is dead, whatever the browser thinks. */
const SILENCE_MS = 25_000;
const SOONEST_MS = 500;
const LATEST_MS = 15_000;

/** `refused`: coming back would not help. */
export type LiveState = "connecting" | "live" | "disconnected" | "refused";

export interface LiveListener {
  /** Behind which event to begin; asked again at every return. */
  lastId(): string;
  /** Asked again at every return, because a moving span moves. */
  query(): LiveRequestQuery;
  onState(state: LiveState): void;
  onRows(news: LiveRequestEvents["requests"], id: string): void;
  /** Everything up to `id` is known. */
  onQuiet(id: string): void;
  /** More was recorded in between than is told. */
  onGap(): void;
}

/** Follows until `signal` aborts: comes back by itself, later and later while nothing answers. */
export async function followLive(listener: LiveListener, signal: AbortSignal): Promise<void> {
  let waitMs = SOONEST_MS;
  listener.onState("connecting");
  while (!signal.aborted) {
    try {
      await followOnce(listener, signal, () => {
        waitMs = SOONEST_MS;
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof AdminApiError && [400, 401, 403].includes(error.status)) return listener.onState("refused");
    }
    if (signal.aborted) return;
    // A server that hands over to the next one is back at once: that is no news.
    listener.onState(waitMs === SOONEST_MS && navigator.onLine ? "connecting" : "disconnected");
    await pause(waitMs, signal);
    waitMs = Math.min(LATEST_MS, waitMs * 2);
  }
}

async function followOnce(listener: LiveListener, signal: AbortSignal, onReady: () => void): Promise<void> {
  const silence = new AbortController();
  const fallSilent = () => silence.abort();
  let timer = setTimeout(fallSilent, SILENCE_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(fallSilent, SILENCE_MS);
  };
  // A machine that lost its network knows before the silence tells.
  window.addEventListener("offline", fallSilent);
  try {
    const both = AbortSignal.any([signal, silence.signal]);
    const response = await followRequests(listener.query(), listener.lastId(), both);
    const reader = (response.body ?? new ReadableStream<Uint8Array>())
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      heard();
      if (next.value.event === "ready") onReady();
      tell(listener, next.value);
    }
  } finally {
    clearTimeout(timer);
    window.removeEventListener("offline", fallSilent);
  }
}

function tell(listener: LiveListener, { event, id = "", data }: EventSourceMessage): void {
  if (event === "ready") {
    listener.onState("live");
    if ((JSON.parse(data) as LiveRequestEvents["ready"]).hasGap) listener.onGap();
  }
  if (event === "requests") listener.onRows(JSON.parse(data) as LiveRequestEvents["requests"], id);
  if (event === "heartbeat" && id !== "") listener.onQuiet(id);
}

/** Until the time has passed, the network is back, or nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { signal: over.signal });
    window.addEventListener("online", end, { signal: over.signal });
  });
}
