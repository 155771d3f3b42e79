import type { MessageSocket, SocketEgress } from "@/lib/egress/contract";
import type { Met } from "./met";

const OPEN_MS = 15_000;
const MESSAGE_BYTES = 1_000_000;
const LONGEST_ANSWER_CHARS = 1_000_000;
/** What a session that was opened counts as: the call was let in. */
const LET_IN = 200;

/** One session as an application holds it. */
export interface OutsideSession {
  /** With its prefix: `/api/v1/realtime?model=…`. */
  path: string;
  headers: Record<string, string>;
  /** Said once it is open. */
  events: readonly string[];
  /** Whether to wait for no more, after a message. */
  isOver(message: string): boolean;
  /** Hang up instead of closing. */
  leavesRudely: boolean;
  signal: AbortSignal;
}

/** Opens a session at `origin`, says its part and listens until it is over, closed or given up. Throws EgressError. */
export async function openFromOutside(origin: string, session: OutsideSession, sockets: SocketEgress): Promise<Met> {
  const { path, headers, signal } = session;
  const opening = await sockets.open({
    url: origin + path,
    headers: { ...headers, "user-agent": "gatehouse-proof" },
    signal,
    openTimeoutMs: OPEN_MS,
    messageLimitBytes: MESSAGE_BYTES,
  });
  const requestId = opening.headers["x-request-id"] ?? "";
  if (opening.kind === "refused") {
    return { status: opening.status, headers: opening.headers, text: opening.body, requestId };
  }
  const stop = () => opening.socket.destroy();
  signal.addEventListener("abort", stop);
  try {
    const text = await converse(opening.socket, session);
    return { status: LET_IN, headers: opening.headers, text, requestId };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function converse(socket: MessageSocket, session: OutsideSession): Promise<string> {
  for (const event of session.events) await socket.send(event);
  let text = "";
  for await (const { bytes } of socket.messages()) {
    const message = bytes.toString("utf8");
    text += `${message}\n`;
    if (session.isOver(message) || text.length > LONGEST_ANSWER_CHARS) break;
  }
  if (session.leavesRudely) socket.destroy();
  else socket.close(1000, "");
  await socket.ended;
  return text;
}
