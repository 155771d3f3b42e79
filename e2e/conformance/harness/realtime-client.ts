import { connect } from "node:net";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import { WebSocket } from "ws";
import { serverUnderTest } from "./server-under-test";
import { until } from "./until";

interface SessionEvent {
  type: string;
  [member: string]: unknown;
}

export interface RealtimeClient {
  rt: OpenAIRealtimeWS;
  /** Everything the SDK gave, in order; `raw` are the same messages byte for byte. */
  events: SessionEvent[];
  raw: string[];
  requestId: string;
  /** Of the answer that switched protocols. */
  headers: Record<string, string | string[] | undefined>;
  /** The first event of a type, as soon as it came. */
  event(type: string): Promise<SessionEvent>;
  closed: Promise<{ code: number; reason: string }>;
}

/** The official SDK in a session of the gateway, once it is open. It only speaks `wss:`; here the bytes go without TLS. */
export async function openRealtime(
  secret: string,
  model: string,
  origin = serverUnderTest().origin,
): Promise<RealtimeClient> {
  const { hostname, port } = new URL(origin);
  const client = new OpenAI({ apiKey: secret, baseURL: `${origin}/api/v1` });
  const plain = (() => connect(Number(port), hostname)) as typeof connect;
  const rt = new OpenAIRealtimeWS({ model, options: { createConnection: plain } }, client);
  const events: SessionEvent[] = [];
  const raw: string[] = [];
  let headers: RealtimeClient["headers"] = {};
  rt.on("event", (event) => events.push(event as unknown as SessionEvent));
  rt.on("error", () => undefined);
  rt.socket.on("message", (data) => raw.push(data.toString()));
  rt.socket.once("upgrade", (response) => {
    headers = response.headers;
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    rt.socket.once("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    rt.socket.once("open", resolve);
    rt.socket.once("error", reject);
  });
  const event = (type: string) =>
    until(() => events.find((one) => one.type === type), {
      what: `${type} in ${JSON.stringify(events).slice(0, 2_000)}`,
    });
  return { rt, events, raw, headers, requestId: String(headers["x-request-id"]), event, closed };
}

/** A plain answer in place of a session. */
export function refusedRealtime(
  query: string,
  options: { headers?: Record<string, string>; protocols?: string[] },
): Promise<{ status: number; headers: Record<string, unknown>; body: { error: Record<string, unknown> } }> {
  const ws = openRaw(query, options);
  return new Promise((resolve, reject) => {
    ws.once("open", () => reject(new Error("the session was opened")));
    ws.once("error", reject);
    ws.once("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
      );
    });
  });
}

/** A WebSocket without the SDK, for what that would never send. */
export function openRaw(query: string, options: { headers?: Record<string, string>; protocols?: string[] }): WebSocket {
  const url = `${serverUnderTest().origin.replace("http", "ws")}/api/v1/realtime${query}`;
  const { headers = {}, protocols = [] } = options;
  return new WebSocket(url, protocols, { headers, perMessageDeflate: true });
}
