const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

/** Splits one connection's bytes into requests; no pipelining, no trailers. */
export class RequestFraming {
  #pending: Buffer | null = null;

  /** The whole request (head and body) once its last byte came, else null. */
  push(bytes: Buffer): Buffer | null {
    const all = this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes]);
    const headEnd = all.indexOf(HEAD_END);
    const complete = headEnd >= 0 && this.#bodyIsComplete(all, headEnd);
    this.#pending = complete ? null : all;
    return complete ? all : null;
  }

  #bodyIsComplete(all: Buffer, headEnd: number): boolean {
    const head = all.toString("latin1", 0, headEnd + 2).toLowerCase();
    const at = head.indexOf("\r\ncontent-length:");
    if (at >= 0) {
      const length = Number.parseInt(head.slice(at + 17), 10);
      return all.length >= headEnd + 4 + length;
    }
    if (!head.includes("\r\ntransfer-encoding: chunked")) return true;
    return all.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  }
}
