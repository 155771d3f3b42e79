import type { IncomingMessage, ServerResponse } from "node:http";
import { atEndOfTurn } from "@/lib/end-of-turn";
import { AppError } from "@/lib/errors/app-error";
import { callerAddress } from "./caller-address";
import { openFrames } from "./chunked-writer";
import type { Gateway } from "./gateway";
import { type Beat, Heartbeats } from "./heartbeats";
import type { GatewayReply, GatewayRequest } from "./http";
import { queryOf, readDoor } from "./read-door";
import { tooLarge } from "./steps/read-json-body";

const STALLED_READER_MS = 60_000;
const EMPTY = Buffer.alloc(0);
const ONE_WRITE_BYTES = 64 * 1024;

export interface ListenerOptions {
  bodyLimitBytes: number;
  /** Longest wait for the next piece of a body. */
  bodyIdleMs: number;
  /** As many entries of `x-forwarded-for`, from its end, are by proxies of one's own. */
  trustedProxies: number;
}

/** Serves one call; `path` is the whole path without the query. Never throws; a caller that left is no error. */
export function createNodeListener(gateway: Gateway, options: ListenerOptions) {
  const heartbeats = new Heartbeats();
  return async function serve(incoming: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const request: GatewayRequest = {
      method: incoming.method ?? "GET",
      ...readDoor(path),
      query: queryOf(incoming.url ?? ""),
      headers: incoming.headers,
      readBody: () => readBody(incoming, options),
      onLeave(listener) {
        response.on("close", () => {
          if (!response.writableFinished) listener();
        });
      },
      remoteAddress: callerAddress(incoming, options.trustedProxies),
    };
    const reply = await gateway.handle(request);
    if (!incoming.complete) closeAfter(incoming, response);
    await send(reply, response, heartbeats);
  };
}

/** The caller is still sending what nobody will read: answer, then hang up, so the connection cannot be misread. */
function closeAfter(incoming: IncomingMessage, response: ServerResponse): void {
  response.setHeader("connection", "close");
  response.once("finish", () => incoming.destroy());
  incoming.resume();
}

async function send(reply: GatewayReply, response: ServerResponse, heartbeats: Heartbeats): Promise<void> {
  const { body } = reply;
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    sendWhole(reply, body, response);
    return;
  }
  const writer = openFrames(response, reply.status, reply.headers);
  const beat = heartbeats.start(writer, reply.heartbeat);
  try {
    await pump(body, response, beat);
    writer.end();
  } catch (error) {
    // Bytes that have no form for an error: only a connection that breaks tells the caller.
    response.destroy();
    if (!(error instanceof AppError)) throw error;
  } finally {
    heartbeats.stop(beat);
  }
}

/** A short body travels with its head in one write: as a latin1 string, which keeps every byte; and with those of the same turn. */
function sendWhole(reply: GatewayReply, body: Buffer | string, response: ServerResponse): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  reply.headers["content-length"] = String(bytes.length);
  response.writeHead(reply.status, reply.headers);
  atEndOfTurn(() => {
    if (bytes.length > ONE_WRITE_BYTES) response.end(bytes);
    else response.end(bytes.toString("latin1"), "latin1");
  });
}

/** Frame by frame, at the reader's pace. */
async function pump(frames: AsyncIterable<Buffer | string>, response: ServerResponse, beat: Beat): Promise<void> {
  for await (const frame of frames) {
    if (response.destroyed) return;
    beat.wroteAt = performance.now();
    if (beat.writer.write(frame)) continue;
    beat.isBehind = true;
    if (!(await drained(response))) return;
    beat.isBehind = false;
  }
}

/** Waits for a slow reader; false when it left or read nothing for a minute. */
function drained(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isOpen: boolean) => {
      clearTimeout(timer);
      response.off("drain", onDrain);
      response.off("close", onClose);
      resolve(isOpen);
    };
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    const timer = setTimeout(() => {
      response.destroy();
      settle(false);
    }, STALLED_READER_MS);
    response.on("drain", onDrain);
    response.on("close", onClose);
  });
}

async function readBody(incoming: IncomingMessage, options: ListenerOptions): Promise<Buffer> {
  const declared = Number(incoming.headers["content-length"] ?? 0);
  if (declared > options.bodyLimitBytes) throw tooLarge(options.bodyLimitBytes);
  // Most bodies came with their headers: everything is here already, though the parser may not have said so yet.
  if (!incoming.complete && (declared === 0 || incoming.readableLength !== declared))
    return collectBody(incoming, options);
  const whole: unknown = incoming.read();
  if (!Buffer.isBuffer(whole)) return EMPTY;
  if (whole.length > options.bodyLimitBytes) throw tooLarge(options.bodyLimitBytes);
  return whole;
}

/** A body that is still on its way, counted and timed as it comes. */
function collectBody(incoming: IncomingMessage, options: ListenerOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const fail = (error: Error) => {
      clearTimeout(timer);
      incoming.off("data", onData);
      reject(error);
    };
    const timer = setTimeout(() => fail(stalled(options.bodyIdleMs)), options.bodyIdleMs);
    const onData = (chunk: Buffer) => {
      timer.refresh();
      length += chunk.length;
      if (length > options.bodyLimitBytes) fail(tooLarge(options.bodyLimitBytes));
      else chunks.push(chunk);
    };
    incoming.on("data", onData);
    incoming.once("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks, length));
    });
    incoming.once("error", () => {
      fail(new AppError("request_timeout", "The connection closed before the body was whole.", { status: 499 }));
    });
  });
}

function stalled(idleMs: number): AppError {
  return new AppError(
    "request_timeout",
    `No byte of the body came for ${Math.round(idleMs / 1000)} s. Send it faster.`,
  );
}
