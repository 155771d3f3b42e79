import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

/** What an upstream was sent, byte for byte. */
export interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An upstream on a real socket that answers every call with the same recorded bytes, split into pieces where a stream may be split. */
export class RecordedUpstream {
  readonly heard: Heard[] = [];
  readonly #server: Server;
  #answer = { type: "application/json", pieces: [] as Buffer[] };

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.heard.push({
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(200, { "content-type": this.#answer.type });
      for (const piece of this.#answer.pieces) response.write(piece);
      response.end();
    });
  }

  /** Gives the origin. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the upstream has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  answerWith(text: string, type: "application/json" | "text/event-stream"): void {
    const bytes = Buffer.from(text);
    const middle = Math.floor(bytes.length / 2);
    this.#answer = { type, pieces: [bytes.subarray(0, middle), bytes.subarray(middle)] };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
