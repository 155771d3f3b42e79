import { describe, expect, it } from "vitest";
import type { MessageSocket, SocketEnd } from "@/lib/egress/contract";
import { MessageQueue } from "@/lib/egress/message-queue";
import { AppError } from "@/lib/errors/app-error";
import type { ClosedExchange } from "@/lib/ledger/contract";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import { REALTIME_METER } from "@/lib/providers/openai-compatible/realtime";
import type { Quota, QuotaEngine } from "@/lib/quotas/contract";
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

interface Options {
  limits?: Partial<GatewayLimits>;
  whyNot?: () => Promise<AppError | null>;
  target?: DeploymentPolicy;
  applies?: Quota[];
}

function open({ target = TARGET, applies = [], ...options }: Options = {}) {
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
  exchange.target = target;
  exchange.chargesApart = true;
  exchange.noteAdmitted(Date.now());
  const [caller, provider] = [new Side(), new Side()];
  const meter = new SessionMeter({ ...REALTIME_METER, sizeText: () => 1 });
  const quotas = { admit: () => Promise.reject(new Error("no quota applies")) } as unknown as QuotaEngine;
  const holds = new SessionHolds({ requestId: "req_1", quotas, publicUrl: "", holdMs: 1, onRefused: () => undefined });
  const output = { tokens: 10, basis: "model maximum", imposed: null } as const;
  const budget = new SessionBudget({
    meter,
    holds,
    output,
    lowered: null,
    target,
    modelName: "m",
    quotas: () => applies,
  });
  budget.request = () => Promise.resolve(null);
  budget.expect = () => Promise.resolve();
  const upstream = {
    target,
    upstreamRequestId: null,
    socket: provider,
    messages: provider.messages(),
    greeting: { bytes: Buffer.from(GREETING), isText: true },
    meter: REALTIME_METER,
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

describe("transcription that is charged by its length", () => {
  const NAMED = JSON.stringify({
    type: "session.update",
    session: { audio: { input: { transcription: { model: "whisper-1" } } } },
  });
  const HEARD = JSON.stringify({
    type: "conversation.item.input_audio_transcription.completed",
    transcript: "Hello",
    usage: { type: "duration", seconds: 2.5 },
  });
  const BUDGET = { unit: "usd_micros", hard: true, shadow: false } as Quota;

  function priced(second?: bigint): DeploymentPolicy {
    const picoUsdPerToken = { uncachedInput: 1_000_000n, output: 1_000_000n };
    const units = second === undefined ? {} : { picoUsdPerUnit: { second } };
    const tiers = [{ fromInputTokens: 0, picoUsdPerToken, picoUsdPerRequest: 0n, ...units }];
    return { ...TARGET, price: { id: "prc_1", version: 1, source: "operator", tiers } };
  }

  async function recordOf(target: DeploymentPolicy) {
    const { session, caller, provider, lines } = open({ target });
    const running = session.run();
    provider.say(CREATED, DONE, HEARD, HEARD);
    await expect.poll(() => caller.told.length).toBe(5);
    caller.close(1000, "");
    await running;
    return lines.at(-1);
  }

  it("is priced beside the tokens of the answers, rounded up once", async () => {
    expect(await recordOf(priced(100_000_000n))).toMatchObject({ outcome: "ok", costMicros: 27n + 500n });
  });

  it("makes the cost unknown where it has no price, never free", async () => {
    expect(await recordOf(priced())).toMatchObject({ outcome: "ok", costMicros: null });
  });

  it.each([
    ["refused without a price under a budget, and the session goes on", priced(), [BUDGET], "model_unpriced"],
    ["let through with a price", priced(1n), [BUDGET], undefined],
    ["let through without a budget", priced(), [], undefined],
  ])("is %s", async (_what, target, applies, code) => {
    const { session, caller, provider } = open({ target, applies });
    const running = session.run();
    caller.say(NAMED);
    if (code === undefined) await expect.poll(() => provider.told).toEqual([NAMED]);
    else await expect.poll(() => codeIn(caller)).toBe(code);
    caller.close(1000, "");
    await running;
    expect(provider.told).toHaveLength(code === undefined ? 1 : 0);
  });
});
