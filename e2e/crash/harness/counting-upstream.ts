import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { anthropicMessages } from "../../faulty-upstream/dialects/anthropic-messages";
import type { Ask, Dialect, ScriptedAnswer } from "../../faulty-upstream/dialects/dialect";
import { openaiChat } from "../../faulty-upstream/dialects/openai-chat";
import { listenOnLoopback } from "../../faulty-upstream/listen";

/** What the upstream did for one call, by what its caller called it. */
export interface Served {
  input: number;
  output: number;
  /** Requests that reached it; more than one only where a connection broke. */
  times: number;
}

export interface CountingUpstream {
  /** Base URL for Chat Completions and for Messages alike. */
  baseUrl: string;
  /** By the text of the last user turn. */
  served: ReadonlyMap<string, Served>;
  close(): Promise<void>;
}

const DIALECTS: readonly Dialect[] = [openaiChat, anthropicMessages];
const PIECES_MOST = 24;
const GAP_MOST_MS = 12;

/** An upstream whose every answer has a usage of its own, remembered before its first byte goes out. */
export async function startCountingUpstream(): Promise<CountingUpstream> {
  const served = new Map<string, Served>();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(request, response, served).catch(() => response.destroy());
  });
  const port = await listenOnLoopback(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    served,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, served: Map<string, Served>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || "{}");
  for (const dialect of DIALECTS) {
    const ask = dialect.readAsk(request.url ?? "", body);
    if (ask === undefined) continue;
    await answer(response, dialect, ask, note(served, ask.userText));
    return;
  }
  response.writeHead(404).end("{}");
}

function note(served: Map<string, Served>, name: string): Served {
  const known = served.get(name) ?? { input: 10 + upTo(500), output: 1 + upTo(200), times: 0 };
  known.times += 1;
  served.set(name, known);
  return known;
}

async function answer(response: ServerResponse, dialect: Dialect, ask: Ask, { input, output }: Served): Promise<void> {
  const pieces = Array.from({ length: 1 + upTo(PIECES_MOST) }, (_, n) => `word${n} `);
  const scripted: ScriptedAnswer = {
    parts: [{ type: "text", pieces }],
    finish: "stop",
    usage: { input, cached: 0, output, reasoning: 0 },
    usageRepeats: 1,
  };
  const gapMs = upTo(GAP_MOST_MS);
  if (!ask.streamed) {
    await pause(gapMs * 4);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(dialect.whole(scripted, ask)));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const frame of dialect.frames(scripted, ask)) {
    if (response.destroyed) return;
    response.write(frame);
    // Some frames share a packet, as they do in life.
    if (gapMs % 3 !== 0) await pause(gapMs);
  }
  response.end();
}

export function upTo(most: number): number {
  return Math.floor(Math.random() * most);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
