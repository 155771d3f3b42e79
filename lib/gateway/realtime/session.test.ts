import { describe, expect, it } from "vitest";
import type { MessageSocket, SocketEnd } from "@/lib/egress/contract";
import { MessageQueue } from "@/lib/egress/message-queue";
import { AppError } from "@/lib/errors/app-error";
import type { ClosedExchange } from "@/lib/ledger/contract";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import { readRealtimeUsage } from "@/lib/providers/openai-compatible/realtime";
import type { QuotaEngine } from "@/lib/quotas/contract";
import { DEFAULT_LIMITS, type GatewayDeps, type GatewayLimits } from "../deps";
import { SessionMeter } from "../endpoints/openai-realtime/session-meter";
import { Exchange } from "../exchange";
import { Session } from "./session";
import { SessionBudget } from "./session-budget";
import { SessionHolds } from "./session-holds";

const TARGET = { id: "dep_1", providerId: "prv_1", upstreamModel: "up", price: null } as DeploymentPolicy;
const GREETING = '{"type":"session.created"}';
const CREATED = '{"type":"response.created","response":{"id":"r"}}';
const DELTA = '{"type":"response.output_text.delta","delta":"a"}';
const DONE = '{"type":"response.done","response":{"id":"r","usage":{"input_tokens":20,"output_tokens":7}}}';

/** One side without a network: what is sent to it can be read, and it says and closes what it is told to. */
class Side implements MessageSocket {
  readonly told: string[] = [];
  readonly #queue = new MessageQueue({ pause: () => undefined, resume: () => undefined });
  readonly #end = Promise.withResolvers<SocketEnd>();
  readonly ended = this.#end.promise;
  onTold: (text: string) => void = () => undefined;

  say(...texts: string[]): void {
    for (const text of texts) this.#queue.push({ bytes: Buffer.from(text), isText: true });
  }

  messages() {
    return this.#queue;
  }

  async send(text: Buffer | string): Promise<void> {
    this.told.push(text.toString());
    this.onTold(text.toString());
  }

  close(code: number, reason: string): void {
    this.#queue.end();
    this.#end.resolve({ code, reason });
  }

  destroy(): void {
    this.close(1006, "");
  }
}

function open(options: { limits?: Partial<GatewayLimits>; whyNot?: () => Promise<AppError | null> } = {}) {
  const lines: ClosedExchange[] = [];
  const ledger = {
    pending: 0,
    lost: 0,
    isFull: false,
    open: (line: ClosedExchange) => {
      lines.push(line);
      return { update: (soFar: ClosedExchange) => void lines.push(soFar) };
    },
    append: (line: ClosedExchange) => void lines.push(line),
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const start = { requestId: "req_1", organizationId: "org_1", route: "/realtime", dialect: "openai-realtime" };
  const exchange = new Exchange({ ...start, clientAddress: null, userAgent: null }, ledger, () => undefined);
  exchange.streamed = true;
  exchange.target = TARGET;
  exchange.noteAdmitted(Date.now());
  const [caller, provider] = [new Side(), new Side()];
  const meter = new SessionMeter({ readUsage: readRealtimeUsage, sizeText: () => 1 });
  const quotas = { admit: () => Promise.reject(new Error("no quota applies")) } as unknown as QuotaEngine;
  const holds = new SessionHolds({ requestId: "req_1", quotas, publicUrl: "", holdMs: 1, onRefused: () => undefined });
  const output = { tokens: 10, basis: "model maximum", imposed: null } as const;
  const budget = new SessionBudget({ meter, holds, output, lowered: null, target: TARGET, quotas: () => [] });
  budget.request = () => Promise.resolve(null);
  budget.expect = () => Promise.resolve();
  const upstream = {
    target: TARGET,
    upstreamRequestId: null,
    socket: provider,
    messages: provider.messages(),
    greeting: { bytes: Buffer.from(GREETING), isText: true },
    readUsage: readRealtimeUsage,
  };
  const deps = { limits: { ...DEFAULT_LIMITS, ...options.limits } } as GatewayDeps;
  const whyNot = options.whyNot ?? (() => Promise.resolve(null));
  const session = new Session(caller, { upstream, exchange, meter, budget, modelAsked: "m", whyNot }, deps);
  return { session, exchange, caller, provider, lines };
}

const codeIn = (side: Side) => (JSON.parse(side.told.at(-1) ?? "{}") as { error?: { code: string } }).error?.code;

describe("a session", () => {
  it("has what an answer used in the spool before the caller sees that it ended", async () => {
    const { session, caller, provider, lines } = open();
    const spooled: (number | undefined)[] = [];
    caller.onTold = (text) => {
      if (text === DONE) spooled.push(lines.at(-1)?.usage.output);
    };
    const running = session.run();
    provider.say(CREATED, DELTA, DONE);
    await expect.poll(() => spooled).toEqual([7]);
    caller.close(1000, "");
    await running;
    expect(caller.told).toEqual([GREETING, CREATED, DELTA, DONE]);
    expect(lines.at(-1)).toMatchObject({
      outcome: "ok",
      usageSource: "reported",
      usage: { uncachedInput: 20, output: 7 },
    });
  });

  it("ends when nothing moves for too long", async () => {
    const { session, caller, provider, lines } = open({ limits: { sessionIdleMs: 1 } });
    await session.run();
    expect(await caller.ended).toEqual({ code: 1001, reason: "session_expired" });
    expect(codeIn(caller)).toBe("session_expired");
    expect((await provider.ended).code).toBe(1000);
    expect(lines.at(-1)).toMatchObject({ outcome: "refused", errorCode: "session_expired", usageSource: "none" });
  });

  it("ends when it lasted as long as it may, and bills what was seen", async () => {
    const { session, exchange, caller, provider, lines } = open();
    const running = session.run();
    provider.say(CREATED, DELTA, DELTA);
    await expect.poll(() => caller.told.length).toBe(4);
    exchange.end("deadline");
    await running;
    expect(codeIn(caller)).toBe("session_expired");
    expect(lines.at(-1)).toMatchObject({ outcome: "interrupted", usageSource: "estimated", usage: { output: 2 } });
  });

  it("ends for a reason that comes up while it runs, and for the first of several only", async () => {
    const reason = new AppError("key_disabled", "disabled");
    const { session, exchange, caller, lines } = open({ whyNot: () => Promise.resolve(reason) });
    await session.run();
    exchange.end("shutdown");
    expect(await caller.ended).toEqual({ code: 1008, reason: "key_disabled" });
    expect(lines.filter(({ errorCode }) => errorCode === "key_disabled")).toHaveLength(1);
    expect(caller.told.filter((text) => text.includes('"type":"error"'))).toHaveLength(1);
  });

  it("is over at once when the caller left before it began", async () => {
    const { session, exchange, caller, lines } = open();
    exchange.end("caller");
    await session.run();
    expect(caller.told).not.toContain(DONE);
    expect(lines.at(-1)?.outcome).toBe("refused");
  });

  it("passes the caller's close on as its own, and the upstream's with code and reason", async () => {
    const one = open();
    const running = one.session.run();
    one.caller.close(3000, "done");
    await running;
    expect(await one.provider.ended).toEqual({ code: 1000, reason: "" });
    const other = open();
    const ending = other.session.run();
    other.provider.close(4005, "enough");
    await ending;
    expect(await other.caller.ended).toEqual({ code: 4005, reason: "enough" });
    expect(other.lines.at(-1)?.outcome).toBe("ok");
  });
});
