import { describe, expect, it } from "vitest";
import type { InboundResponse } from "@/lib/egress/contract";
import type { ClosedExchange, Ledger } from "@/lib/ledger/contract";
import { NO_USAGE } from "@/lib/llm/usage";
import { openai } from "@/lib/providers/openai/adapter";
import { openAiChat } from "../endpoints/openai-chat/endpoint";
import { Exchange } from "../exchange";
import type { GatewayReply } from "../http";
import { OpenAiTap } from "../relay/openai-tap";
import { relayStream } from "../relay/relay-stream";
import { closeWithReply } from "./close-with-reply";

/** What the spool would hold, in order. */
class Spooled implements Ledger {
  readonly pending = 0;
  readonly lost = 0;
  readonly isFull = false;
  readonly lines: ClosedExchange[] = [];

  open(line: ClosedExchange) {
    this.lines.push(line);
    return { update: (soFar: ClosedExchange) => void this.lines.push(soFar) };
  }

  append(line: ClosedExchange): void {
    this.lines.push(line);
  }

  async flush(): Promise<void> {
    return;
  }

  async close(): Promise<void> {
    return;
  }
}

function openExchange(ledger: Ledger): Exchange {
  const start = { requestId: "req_1", organizationId: "org_1", route: "/chat/completions", dialect: "openai-chat" };
  const exchange = new Exchange({ ...start, clientAddress: null, userAgent: null }, ledger, () => undefined);
  exchange.streamed = true;
  exchange.noteAdmitted(Date.now());
  return exchange;
}

const chunk = (body: object) => `data: ${JSON.stringify({ object: "chat.completion.chunk", ...body })}\n\n`;
const TEXT = chunk({ choices: [{ index: 0, delta: { content: "hello" }, finish_reason: null }] });
const FINISH = chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
const USAGE = chunk({ choices: [], usage: { prompt_tokens: 20, completion_tokens: 7, total_tokens: 27 } });
const DONE = "data: [DONE]\n\n";

/** A relayed stream whose upstream sends these pieces, and the frames that go to the caller. */
function relayed(pieces: readonly string[], exchange: Exchange): AsyncIterator<Buffer | string> {
  const { chat } = openai;
  if (chat === undefined) throw new Error("the adapter chats");
  const response: InboundResponse = { status: 200, headers: {}, body: bytesOf(pieces), release: () => undefined };
  const tap = new OpenAiTap(chat, { stripUsage: false });
  exchange.estimateOutput = () => tap.textFrames;
  return framesOf(closing(relayStream(response, tap, exchange), exchange));
}

function closing(frames: AsyncIterator<Buffer | string>, exchange: Exchange): GatewayReply {
  const reply = { target: TARGET, upstreamRequestId: null, body: { kind: "stream", frames } } as const;
  return closeWithReply({ reply, standings: [], endpoint: openAiChat, exchange });
}

async function* bytesOf(pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

function framesOf({ body }: GatewayReply): AsyncIterator<Buffer | string> {
  if (typeof body === "string" || Buffer.isBuffer(body)) throw new Error("not a stream");
  return body[Symbol.asyncIterator]();
}

const TARGET = {
  id: "dep_1",
  modelId: "mdl_1",
  providerId: "prv_1",
  providerName: "Provider",
  adapterId: "openai",
  simulated: false,
  baseUrl: "http://127.0.0.1",
  credentialId: null,
  upstreamModel: "m",
  priority: 0,
  weight: 1,
  settings: {},
  price: null,
};

describe("a stream", () => {
  it.each([
    ["the end comes by itself", [TEXT, FINISH, USAGE, DONE]],
    ["the end comes with what was before it", [TEXT, FINISH + USAGE + DONE]],
    ["everything comes at once", [TEXT + FINISH + USAGE + DONE]],
    ["the upstream leaves out its last word", [TEXT, FINISH + USAGE]],
  ])("is written down as finished before its last frame goes out, when %s", async (_, pieces) => {
    const ledger = new Spooled();
    const frames = relayed(pieces, openExchange(ledger));
    let seen = "";
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      seen += next.value.toString();
      const isWhole = seen.includes(DONE);
      expect(ledger.lines.at(-1)?.outcome).toBe(isWhole ? "ok" : "interrupted");
    }
    expect(seen).toContain(DONE);
    expect(ledger.lines.filter(({ outcome }) => outcome === "ok")).toHaveLength(1);
    expect(ledger.lines.at(-1)?.usage).toEqual({ ...NO_USAGE, uncachedInput: 20, output: 7 });
  });

  it("whose usage came has it written down before its caller sees that frame", async () => {
    const ledger = new Spooled();
    const frames = relayed([TEXT, FINISH, USAGE, TEXT, DONE], openExchange(ledger));
    for (const _ of [TEXT, FINISH, USAGE]) await frames.next();
    expect(ledger.lines.at(-1)).toMatchObject({
      outcome: "interrupted",
      usageSource: "reported",
      usage: { output: 7 },
    });
  });

  it("that its caller leaves before the end is aborted, after it finished", async () => {
    const ledger = new Spooled();
    const left = relayed([TEXT, FINISH, DONE], openExchange(ledger));
    await left.next();
    await left.return?.();
    expect(ledger.lines.at(-1)?.outcome).toBe("aborted");
    const stayed = relayed([TEXT + FINISH + DONE], openExchange(ledger));
    await stayed.next();
    await stayed.return?.();
    expect(ledger.lines.at(-1)?.outcome).toBe("ok");
  });

  it("is billed at what passed, where the upstream had only told what it read", async () => {
    const ledger = new Spooled();
    const exchange = openExchange(ledger);
    const early = chunk({ choices: [], usage: { prompt_tokens: 500, completion_tokens: 1, total_tokens: 501 } });
    const frames = relayed([early, ...Array<string>(30).fill(TEXT), DONE], exchange);
    for (let n = 0; n < 20; n += 1) await frames.next();
    await frames.return?.();
    expect(ledger.lines.at(-1)).toMatchObject({ outcome: "aborted", usageSource: "estimated" });
    expect(ledger.lines.at(-1)?.usage).toMatchObject({ uncachedInput: 500 });
    expect(ledger.lines.at(-1)?.usage.output).toBeGreaterThanOrEqual(18);
  });
});
