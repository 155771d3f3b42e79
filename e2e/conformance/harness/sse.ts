/** A Chat Completions stream as a careful client reads it. */
export interface ReadStream {
  text: string;
  chunks: Record<string, unknown>[];
  /** The error event that ended it, if one did. */
  error: { message: string; type: string; code: string | null } | null;
  /** How often `[DONE]` was said. */
  dones: number;
  /** Frames after the terminal one. */
  afterEnd: number;
}

interface Chunk {
  error?: ReadStream["error"];
  choices?: { delta?: { content?: string } }[];
}

/** Throws when a frame is neither a comment nor `data:` with JSON or `[DONE]`: that is what "well-formed" means. */
export function readStream(body: string): ReadStream {
  const read: ReadStream = { text: "", chunks: [], error: null, dones: 0, afterEnd: 0 };
  for (const frame of body
    .replace(/\r\n?/g, "\n")
    .split("\n\n")
    .filter((part) => part.trim() !== "")) {
    const data = dataOf(frame);
    if (data === null) continue;
    if (read.dones > 0 || read.error !== null) read.afterEnd += 1;
    if (data === "[DONE]") read.dones += 1;
    else note(read, JSON.parse(data) as Chunk & Record<string, unknown>);
  }
  return read;
}

function note(read: ReadStream, chunk: Chunk & Record<string, unknown>): void {
  if (chunk.error !== undefined && chunk.error !== null) read.error = chunk.error;
  else read.chunks.push(chunk);
  for (const { delta } of chunk.choices ?? []) read.text += delta?.content ?? "";
}

/** Null for comments. */
function dataOf(frame: string): string | null {
  const lines = frame.split("\n");
  if (!lines.every((line) => /^(data:|:|event:|id:|retry:|\uFEFF|$)/.test(line)))
    throw new Error(`a bent frame: ${frame}`);
  const data = lines.filter((line) => /^\uFEFF?data:/.test(line)).map((line) => line.replace(/^\uFEFF?data: ?/, ""));
  return data.length === 0 ? null : data.join("\n");
}
