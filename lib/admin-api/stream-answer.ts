import type { PersonActor } from "@/lib/auth/actor";

/** Who asked, as they are now: for answers that last longer than what was true when they began. Throws as `resolveActor` does. */
export type AskAgain = () => Promise<PersonActor>;

/** An answer that is written while it is made: server-sent events of something that starts when somebody reads. */
export class StreamAnswer {
  readonly #open: (signal: AbortSignal, askAgain: AskAgain) => Promise<Response>;

  constructor(open: (signal: AbortSignal, askAgain: AskAgain) => Promise<Response>) {
    this.#open = open;
  }

  /** Starts it. Who asked may leave before it begins or while it is read; both end the call. */
  async respond(left: AbortSignal, askAgain: AskAgain): Promise<Response> {
    const leave = new AbortController();
    left.addEventListener("abort", () => leave.abort(), { once: true });
    const opened = await this.#open(leave.signal, askAgain);
    return new Response(opened.body === null ? null : untilLeft(opened.body, leave), opened);
  }
}

function untilLeft(body: ReadableStream<Uint8Array>, leave: AbortController): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        leave.abort();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
