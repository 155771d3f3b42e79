import type { MessageSocket } from "@/lib/egress/contract";
import type { Plan } from "@/lib/routing/plan";
import { fingerprint } from "@/lib/runaway/fingerprint";
import type { PromptParts } from "@/lib/sizing/prompt-parts";
import { boundInput, countInput } from "@/lib/sizing/size-input";
import { counterOf } from "@/lib/sizing/token-counter";
import type { GatewayDeps } from "../deps";
import {
  chosenProtocol,
  requireHandshake,
  upgradeRequired,
  withOfferedKey,
} from "../endpoints/openai-realtime/handshake";
import { readOpening } from "../endpoints/openai-realtime/read-opening";
import { SessionMeter } from "../endpoints/openai-realtime/session-meter";
import type { Exchange } from "../exchange";
import type { GatewayReply, GatewayRequest } from "../http";
import { authenticate } from "../steps/authenticate";
import { brownOut } from "../steps/brown-out";
import { callHeaders } from "../steps/call-headers";
import { planCall } from "../steps/plan-call";
import { quotasFor } from "../steps/quotas-for";
import { readCallerKey } from "../steps/read-caller-key";
import { readTags } from "../steps/read-tags";
import { requirePolicy } from "../steps/require-policy";
import { sizeFactsOf } from "../steps/size-facts";
import { admitSession } from "./admit-session";
import { connectUpstream, withSessions } from "./connect-upstream";
import { whyNot } from "./may-go-on";
import { Session } from "./session";
import { SessionBudget } from "./session-budget";

/** A session that is admitted and open upstream; the caller's side of it is still to be opened. */
export interface Conversation {
  /** Of the answer that switches protocols. */
  headers: Record<string, string>;
  protocol: string | null;
  messageLimitBytes: number;
  /** The caller's side could not be opened. */
  abandon(): void;
  /** Resolves when the session is over; never throws. */
  run(caller: MessageSocket): Promise<void>;
}

/** One session from headers to an open upstream: the steps of a call, in its order (ARCHITECTURE.md, "A call, told as a story"). */
export async function openRealtime(sent: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<Conversation> {
  const request = withOfferedKey(sent);
  const caller = await authenticate(request, exchange, deps);
  requireHandshake(request);
  const snapshot = requirePolicy(deps);
  exchange.tags = readTags(request.headers, caller);
  exchange.limitMs = deps.limits.sessionMs;
  const asked = readOpening(request);
  exchange.noteAsked(asked, exchange.elapsedMs());
  // Sessions begin alike; one is no repetition of another.
  exchange.fingerprint = fingerprint(Buffer.from(exchange.requestId));
  const planned = withSessions(planCall({ caller, asked, exchange, snapshot }, deps), deps);
  const degraded = brownOut({ caller, asked, plan: planned, exchange, snapshot }, deps);
  const admitted = await admitSession({ caller, asked, ...degraded, exchange, snapshot }, deps);
  const { holds, output } = admitted;
  const upstream = await connectUpstream({ asked, plan: admitted.plan, exchange, snapshot }, deps).catch(
    (error: unknown) => {
      holds.close();
      throw error;
    },
  );
  exchange.chargesApart = true;
  const plan: Plan = { ...admitted.plan, targets: [upstream.target] };
  const meter = new SessionMeter({ ...upstream.meter, sizeText: textSizer(plan, deps) });
  const quotas = () => quotasFor({ caller, asked, exchange, plan, snapshot: deps.policy() ?? snapshot });
  const budget = new SessionBudget({
    meter,
    holds,
    output,
    lowered: degraded.lowered,
    quotas,
    target: upstream.target,
    modelName: plan.model.name,
  });
  const footing = { key: readCallerKey(request), model: plan.model.name, deploymentId: upstream.target.id };
  const parts = { upstream, exchange, meter, budget, modelAsked: asked.model, whyNot: () => whyNot(footing, deps) };
  return {
    headers: switchingHeaders(callHeaders({ reply: replyOf(upstream), standings: admitted.standings, exchange })),
    protocol: chosenProtocol(request.headers),
    messageLimitBytes: Math.min(deps.limits.messageBytes, deps.limits.bodyBytes),
    abandon() {
      upstream.socket.close(1000, "");
      holds.close();
    },
    run: (socket) => new Session(socket, parts, deps).run(),
  };
}

/** The same path without an upgrade: known callers are told what it wants. */
export async function refuseWithoutUpgrade(
  request: GatewayRequest,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  await authenticate(withOfferedKey(request), exchange, deps);
  throw upgradeRequired();
}

/** Counts what is said with the model's vocabulary; bounds it by its bytes while that is being loaded. */
function textSizer(plan: Plan, deps: GatewayDeps): (parts: PromptParts) => number {
  const facts = sizeFactsOf(plan, deps.findAdapter);
  const { contextWindow } = plan.model;
  return (parts) => {
    if (parts.messages === 0) return 0;
    const counter = counterOf(facts.vocabulary, (error) =>
      deps.logger.error({ error }, "a vocabulary could not be loaded"),
    );
    if (counter === null) return boundInput(parts, facts, contextWindow);
    return countInput(parts, facts, { contextWindow, counter }).tokens;
  };
}

function replyOf({
  target,
  upstreamRequestId,
}: Pick<Parameters<typeof callHeaders>[0]["reply"], "target" | "upstreamRequestId">) {
  return { target, upstreamRequestId, body: { kind: "whole" as const, bytes: "" } };
}

/** An answer that switches protocols has no body to describe. */
function switchingHeaders({ "content-type": _type, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}
