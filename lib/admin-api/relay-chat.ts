import type { PlaygroundCalls } from "@/lib/admin/context";
import type { PreparedRun } from "@/lib/admin/playground/run-playground";
import { StreamAnswer } from "./stream-answer";

/**
 * A playground's call as server-sent events: the gateway's own stream, and where the gateway refuses, one event with its error. The call's
 * id is in `x-gatehouse-request-id`, its status in `x-gatehouse-status`.
 */
export function relayChat({ keyId, secret, body }: PreparedRun, playground: PlaygroundCalls): StreamAnswer {
  return new StreamAnswer(async (signal) => {
    const answer = await playground.send({ secret, body, signal });
    // A secret that was revoked meanwhile is not tried again: the next call gets a new one.
    if (answer.status === 401) playground.secrets.delete(keyId);
    const headers = {
      "content-type": "text/event-stream",
      "cache-control": "private, no-store",
      "x-accel-buffering": "no",
      "x-gatehouse-status": String(answer.status),
      "x-gatehouse-request-id": answer.headers.get("x-request-id") ?? "",
    };
    if (answer.ok) return new Response(answer.body, { headers });
    return new Response(`data: ${oneLine(await answer.text())}\n\n`, { headers });
  });
}

/** An event's data ends at a line break, and JSON needs none. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}
