import type { CallHead } from "../../endpoint";
import type { GatewayReply } from "../../http";
import { frameData } from "../../relay/read-frame";
import { FrameSplitter } from "../../relay/split-frames";

const MAX_FRAME_BYTES = 16 * 1024 * 1024;
type Frame = Buffer | string;

/** Whether a stream is asked for as one JSON array that grows, which is what Google's API gives without `alt=sse`. */
export function isArrayForm({ path, query }: Pick<CallHead, "path" | "query">): boolean {
  return path.endsWith(":streamGenerateContent") && new URLSearchParams(query).get("alt") !== "sse";
}

/** A reply whose server-sent events become the elements of one JSON array, each byte for byte. Other replies stay as they are. */
export function asJsonArray(reply: GatewayReply): GatewayReply {
  const { body } = reply;
  if (typeof body === "string" || Buffer.isBuffer(body)) return reply;
  const headers = { ...reply.headers, "content-type": "application/json; charset=UTF-8" };
  // White space may stand between elements.
  return { ...reply, headers, body: new ArrayElements(body), heartbeat: "\n" };
}

/** A plain iterator that is closed when its reader leaves at any moment, also before the first element. */
class ArrayElements implements AsyncIterableIterator<Frame> {
  readonly #frames: AsyncIterator<Frame>;
  readonly #splitter = new FrameSplitter(MAX_FRAME_BYTES);
  #count = 0;
  #isOver = false;

  constructor(frames: AsyncIterable<Frame>) {
    this.#frames = frames[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Frame>> {
    while (!this.#isOver) {
      const next = await this.#frames.next();
      if (next.done) {
        this.#isOver = true;
        return { done: false, value: this.#count === 0 ? "[]" : "\n]\n" };
      }
      const elements = this.#push(next.value);
      if (elements !== "") return { done: false, value: elements };
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Frame>> {
    this.#isOver = true;
    await this.#frames.return?.();
    return { done: true, value: undefined };
  }

  #push(frame: Frame): string {
    let out = "";
    for (const event of this.#splitter.push(Buffer.from(frame))) {
      const data = frameData(event);
      if (data === null) continue;
      out += `${this.#count === 0 ? "[" : "\n,\r\n"}${data}`;
      this.#count++;
    }
    return out;
  }
}
