import type { Egress, OutboundRequest } from "./contract";

const HEADERS_MS = 10_000;
const IDLE_MS = 10_000;
/** Whoever dribbles an answer is cut off. */
const WHOLE_MS = 15_000;
const SHOWN_CHARACTERS = 200;

/** One call; gives the status and the beginning of what was answered. Throws EgressError, after 15 s at the latest. */
export async function sendBriefly(
  egress: Pick<Egress, "send">,
  request: Pick<OutboundRequest, "poolKey" | "method" | "url" | "headers" | "body">,
): Promise<{ status: number; said: string }> {
  const answer = await egress.send({
    ...request,
    signal: AbortSignal.timeout(WHOLE_MS),
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
