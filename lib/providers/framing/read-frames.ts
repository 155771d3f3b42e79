import type { SseEvent, StreamFraming } from "../contract";
import { readSseEvents } from "../sse/read-sse-events";
import { readEventStream } from "./read-event-stream";

const READERS: Readonly<Record<StreamFraming, (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<SseEvent>>> = {
  sse: readSseEvents,
  "aws-event-stream": readEventStream,
};

const CONTENT_TYPES: Readonly<Record<StreamFraming, string>> = {
  sse: "text/event-stream",
  "aws-event-stream": "application/vnd.amazon.eventstream",
};

/** Whole frames of a streamed answer out of bytes cut anywhere. Throws AppError `upstream_error` for a frame that cannot be read. */
export function readFrames(bytes: AsyncIterable<Uint8Array>, framing: StreamFraming = "sse"): AsyncGenerator<SseEvent> {
  return READERS[framing](bytes);
}

/** The content type a stream of this framing must have. */
export function streamContentType(framing: StreamFraming = "sse"): string {
  return CONTENT_TYPES[framing];
}
