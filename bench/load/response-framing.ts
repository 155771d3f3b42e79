const HEAD_END = Buffer.from("\r\n\r\n");
const NEWLINE = 10;

/** Reads one HTTP/1.1 answer after the other from a connection, telling when events and the end arrive. Never copies a body. */
export class ResponseFraming {
  status = 0;
  /** Blank lines seen in this answer's body, i.e. server-sent events. */
  events = 0;
  #state: "head" | "length" | "chunk-size" | "chunk" | "chunk-end" | "last" = "head";
  #held: Buffer | null = null;
  #remaining = 0;
  #previousByte = 0;
  #sizeDigits = "";

  /** Feeds bytes; true when the answer is complete. */
  push(bytes: Buffer): boolean {
    let at = 0;
    let all = bytes;
    if (this.#state === "head") {
      all = this.#held === null ? bytes : Buffer.concat([this.#held, bytes]);
      const headEnd = all.indexOf(HEAD_END);
      this.#held = headEnd < 0 ? all : null;
      if (headEnd < 0) return false;
      this.#readHead(all.toString("latin1", 0, headEnd + 2));
      at = headEnd + 4;
    }
    return this.#readBody(all, at);
  }

  #readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    this.events = 0;
    this.#previousByte = 0;
    this.#sizeDigits = "";
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.#remaining = length === undefined ? 0 : Number(length);
    this.#state = length === undefined ? "chunk-size" : "length";
  }

  #readBody(bytes: Buffer, from: number): boolean {
    let at = from;
    let complete = this.#settle();
    while (!complete && at < bytes.length) {
      at = this.#step(bytes, at);
      complete = this.#settle();
    }
    return complete;
  }

  /** Takes what the current state can take; gives where the rest begins. */
  #step(bytes: Buffer, at: number): number {
    if (this.#state === "chunk-size") return this.#readSize(bytes, at);
    if (this.#state === "length" || this.#state === "chunk") return this.#readPayload(bytes, at);
    const taken = Math.min(this.#remaining, bytes.length - at);
    this.#remaining -= taken;
    return at + taken;
  }

  /** Moves on from a state that has nothing left to read; true at the end of the answer. */
  #settle(): boolean {
    if (this.#state === "chunk-size" || this.#remaining > 0) return false;
    const ended = this.#state === "length" || this.#state === "last";
    if (ended) this.#state = "head";
    else if (this.#state === "chunk-end") this.#state = "chunk-size";
    else if (this.#state === "chunk") this.#beginChunkEnd();
    return ended;
  }

  #beginChunkEnd(): void {
    this.#state = "chunk-end";
    this.#remaining = 2;
  }

  /** Counts `\n\n` in the part of the payload that is here. */
  #readPayload(bytes: Buffer, from: number): number {
    const end = Math.min(bytes.length, from + this.#remaining);
    for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) {
      const before = at === from ? this.#previousByte : bytes[at - 1];
      if (before === NEWLINE) this.events += 1;
    }
    if (end > from) this.#previousByte = bytes[end - 1] ?? 0;
    this.#remaining -= end - from;
    return end;
  }

  #readSize(bytes: Buffer, from: number): number {
    const lineEnd = bytes.indexOf(NEWLINE, from);
    this.#sizeDigits += bytes.toString("latin1", from, lineEnd < 0 ? bytes.length : lineEnd);
    if (lineEnd < 0) return bytes.length;
    this.#remaining = Number.parseInt(this.#sizeDigits, 16);
    this.#sizeDigits = "";
    const isLast = this.#remaining === 0;
    this.#state = isLast ? "last" : "chunk";
    if (isLast) this.#remaining = 2;
    return lineEnd + 1;
  }
}
