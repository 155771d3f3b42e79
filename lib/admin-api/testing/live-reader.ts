import { EventSourceParserStream } from "eventsource-parser/stream";
import type { LiveRequestEvents } from "../schemas/live-requests";
import { type AdminApiFixture, type CallOptions, PUBLIC_URL } from "./admin-api-fixture";

export interface LiveEvent<Name extends keyof LiveRequestEvents = keyof LiveRequestEvents> {
  name: Name;
  id: string | undefined;
  data: LiveRequestEvents[Name];
}

/** A stream of requests as somebody reads it. */
export class LiveReader {
  readonly status: number;
  readonly #reader: ReadableStreamDefaultReader<{ event?: string | undefined; id?: string | undefined; data: string }>;

  private constructor(response: Response) {
    this.status = response.status;
    this.#reader = (response.body ?? new ReadableStream())
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream())
      .getReader();
  }

  static async open(fixture: AdminApiFixture, query: string, options: CallOptions): Promise<LiveReader> {
    const headers = new Headers(options.headers);
    if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
    if (options.cookie !== undefined) headers.set("cookie", options.cookie);
    const request = new Request(`${PUBLIC_URL}/api/admin/requests/live${query}`, { headers });
    return new LiveReader(await fixture.api.fetch(request));
  }

  /** The next event but a heartbeat; null at the end of the stream. */
  async next(): Promise<LiveEvent | null> {
    const { done, value } = await this.#reader.read();
    if (done) return null;
    const { event: name, id, data } = value;
    return name === "heartbeat" ? this.next() : ({ name, id, data: JSON.parse(data) } as LiveEvent);
  }

  /** Reads until an event of this name. */
  async until<Name extends keyof LiveRequestEvents>(name: Name): Promise<LiveEvent<Name>> {
    for (let event = await this.next(); event !== null; event = await this.next()) {
      if (event.name === name) return event as LiveEvent<Name>;
    }
    throw new Error(`the stream ended before ${name}`);
  }

  /** The ids of the next rows. */
  async rows(): Promise<string[]> {
    return (await this.until("requests")).data.items.map(({ id }) => id);
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}
