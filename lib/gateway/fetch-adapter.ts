import { endTurn } from "@/lib/end-of-turn";
import type { Gateway } from "./gateway";
import type { GatewayRequest } from "./http";
import { readDoor } from "./read-door";
import { tooLarge } from "./steps/read-json-body";

/** The same gateway for servers that speak `Request` and `Response`: Next's route handler, serverless hosts. */
export async function handleFetch(gateway: Gateway, request: Request, bodyLimitBytes: number): Promise<Response> {
  const url = new URL(request.url);
  const call: GatewayRequest = {
    method: request.method,
    ...readDoor(url.pathname),
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    readBody: () => readBody(request, bodyLimitBytes),
    onLeave: (listener) => request.signal.addEventListener("abort", listener, { once: true }),
    remoteAddress: null,
  };
  const reply = await gateway.handle(call);
  endTurn();
  const { body } = reply;
  const content =
    typeof body === "string" || Buffer.isBuffer(body) ? new Uint8Array(Buffer.from(body)) : toWebStream(body);
  return new Response(request.method === "HEAD" ? null : content, { status: reply.status, headers: reply.headers });
}

async function readBody(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Pull-based with nothing read ahead, so the caller's pace is the upstream's. */
function toWebStream(frames: AsyncIterable<Buffer | string>): ReadableStream<Uint8Array> {
  const iterator = frames[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        endTurn();
        if (next.done) controller.close();
        else controller.enqueue(new Uint8Array(Buffer.from(next.value)));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
