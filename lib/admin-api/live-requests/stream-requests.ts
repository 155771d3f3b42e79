import { watchedBy } from "@/lib/admin/requests/follow-requests";
import type { Followed, FollowWish, LiveEnd, News, RequestWatch } from "@/lib/admin/requests/watch-contract";
import { AdminError } from "@/lib/errors/admin-error";
import { type AskAgain, StreamAnswer } from "../stream-answer";

/** Something is said at least this often, so that nothing between takes the connection for dead. */
const HEARTBEAT_MS = 10_000;
const HEADERS = {
  "content-type": "text/event-stream",
  // A proxy that squeezes or gathers a stream would hold its events back.
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
};

/** Requests as they are recorded, as server-sent events, until the reader leaves or may not watch any more. */
export function streamRequests(wish: FollowWish, live: RequestWatch): StreamAnswer {
  return new StreamAnswer(async (signal, askAgain) => {
    const followed = await live.follow(wish);
    const { leave } = followed;
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
    const events = eventsOf(followed, {
      rightsChanged: () => endOf(wish, askAgain),
      leave,
      checkMs: live.checkMs,
    });
    return new Response(pulledFrom(events), { headers: HEADERS });
  });
}

interface Watch {
  /** Why it must end now; null: it may go on. */
  rightsChanged(): Promise<LiveEnd | null>;
  leave(): void;
  /** Who watches is looked at again this often, and before anything more is told. */
  checkMs: number;
}

async function* eventsOf({ follower, caughtUp, hasGap, cursor }: Followed, watch: Watch): AsyncGenerator<Uint8Array> {
  let checkedAt = performance.now();
  try {
    yield event("ready", cursor, { hasGap });
    if (caughtUp.length > 0) yield event("requests", cursor, { items: caughtUp, isCut: false });
    for (;;) {
      await follower.wait(Math.min(HEARTBEAT_MS, watch.checkMs));
      const isDue = performance.now() - checkedAt >= watch.checkMs;
      const ended = isDue ? await watch.rightsChanged() : null;
      if (ended !== null) follower.finish(ended);
      if (isDue) checkedAt = performance.now();
      if (follower.end !== null) break;
      yield newsEvent(follower.take(Date.now()));
    }
    yield event("end", null, { reason: follower.end });
  } finally {
    watch.leave();
  }
}

function newsEvent({ items, isCut, cursor }: News): Uint8Array {
  if (items.length === 0) return event("heartbeat", cursor === "" ? null : cursor, {});
  return event("requests", cursor, { items, isCut });
}

/** Without the person's session or token, or with other rights than it began with, a stream ends; a new one has what they may see now. */
async function endOf({ interest }: FollowWish, askAgain: AskAgain): Promise<LiveEnd | null> {
  try {
    const now = watchedBy(await askAgain());
    return JSON.stringify(now) === JSON.stringify(interest.scope) ? null : "rights_changed";
  } catch (error) {
    if (!(error instanceof AdminError)) return "unavailable";
    if (error.code === "unauthenticated") return "signed_out";
    return error.code === "forbidden" ? "rights_changed" : "unavailable";
  }
}

/** Makes the next event only when somebody reads. */
function pulledFrom(events: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await events.return(undefined)),
    },
    { highWaterMark: 0 },
  );
}

const encoder = new TextEncoder();

/** One server-sent event; JSON has no line breaks of its own. */
function event(name: string, id: string | null, data: object): Uint8Array {
  return encoder.encode(`event: ${name}\n${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
}
