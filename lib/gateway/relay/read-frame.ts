const DATA = Buffer.from("data:");
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/**
 * The payload of a frame's `data:` lines joined by newlines, or null for a frame that carries none (comments, blank
 * lines). A byte order mark before the first field is ignored.
 */
export function frameData(frame: Buffer): string | null {
  let found: string | null = null;
  let at = frame[0] === 0xef && frame[1] === 0xbb && frame[2] === 0xbf ? 3 : 0;
  while (at < frame.length) {
    const end = lineEnd(frame, at);
    if (frame.compare(DATA, 0, 5, at, Math.min(at + 5, frame.length)) === 0) {
      const start = frame[at + 5] === SPACE ? at + 6 : at + 5;
      const line = frame.toString("utf8", start, end);
      found = found === null ? line : `${found}\n${line}`;
    }
    at = end + 1;
  }
  return found;
}

function lineEnd(frame: Buffer, from: number): number {
  for (let at = from; at < frame.length; at++) {
    const byte = frame[at];
    if (byte === LF || byte === CR) return at;
  }
  return frame.length;
}
