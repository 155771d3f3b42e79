import { createParser } from "eventsource-parser";
import { AppError } from "@/lib/errors/app-error";
import type { SseEvent } from "../contract";

/** Longest event the translate lane holds in memory, in UTF-16 code units. */
const MAX_EVENT_LENGTH = 1024 * 1024;

/**
 * Whole server-sent events out of bytes cut anywhere (WHATWG HTML, section 9.2): LF, CRLF or CR, a BOM, comments, and characters
 * split across chunks are all fine. A last event whose line is whole but whose blank line is missing still counts; a line cut in the
 * middle does not. Pull-based: reads the next chunk only when every event so far was taken.
 * Throws AppError `upstream_error` when one event outgrows 1 MB.
 */
export async function* readSseEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SseEvent> {
  let ready: SseEvent[] = [];
  let tooLarge = false;
  let lastCharacter = "";
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: ({ event, data }) => ready.push({ event: event ?? "", data }),
    onError: ({ type }) => {
      tooLarge = tooLarge || type === "max-buffer-size-exceeded";
    },
  });
  const feed = (text: string): SseEvent[] => {
    ready = [];
    if (text !== "") parser.feed(text);
    if (tooLarge) throw new AppError("upstream_error", "The upstream sent an event larger than 1 MB.");
    lastCharacter = text.at(-1) ?? lastCharacter;
    return ready;
  };

  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield* feed(decoder.decode(chunk, { stream: true }));
  yield* feed(decoder.decode());
  if (lastCharacter === "\n" || lastCharacter === "\r") yield* feed("\n\n");
}
