import type { Egress, OutboundRequest } from "@/lib/egress/contract";

const HEADERS_MS = 10_000;
const IDLE_MS = 10_000;
const SHOWN_CHARACTERS = 200;

/** One call through egress; gives the status and the beginning of what was answered. Throws EgressError. */
export async function sendOutbound(
  egress: Pick<Egress, "send">,
  request: Pick<OutboundRequest, "poolKey" | "method" | "url" | "headers" | "body">,
): Promise<{ status: number; said: string }> {
  const answer = await egress.send({
    ...request,
    signal: new AbortController().signal,
    headersTimeoutMs: HEADERS_MS,
    idleTimeoutMs: IDLE_MS,
  });
  let said = "";
  for await (const chunk of answer.body) {
    said += Buffer.from(chunk).toString("utf8");
    if (said.length >= SHOWN_CHARACTERS) break;
  }
  return { status: answer.status, said: said.slice(0, SHOWN_CHARACTERS) };
}
