import type { MessageSocket, SocketMessage, SocketOpening } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { ProviderAdapter, RealtimeMeter } from "@/lib/providers/contract";
import { safeMessage } from "@/lib/providers/safe-message";
import { signedHeaders } from "@/lib/providers/sign-request";
import type { Plan } from "@/lib/routing/plan";
import type { GatewayDeps } from "../deps";
import { toTarget } from "../steps/attempt";
import { tryTargets } from "../steps/call-upstream";
import { AttemptFailure, badAnswer, fromProviderFailure } from "../steps/upstream-failure";
import type { UpstreamCall } from "../upstream-call";

/** A session that the upstream has opened, and the event it greeted with. */
export interface Upstream {
  target: DeploymentPolicy;
  upstreamRequestId: string | null;
  socket: MessageSocket;
  messages: AsyncIterator<SocketMessage>;
  greeting: SocketMessage;
  meter: RealtimeMeter;
}

type SessionCall = Pick<UpstreamCall, "asked" | "plan" | "exchange" | "snapshot">;

/** The plan with the targets that have sessions. Throws AppError `unsupported_parameter` when none has. */
export function withSessions(plan: Plan, { findAdapter, sockets }: GatewayDeps): Plan {
  const targets = plan.targets.filter((target) => {
    const realtime = findAdapter(target.adapterId)?.realtime;
    return realtime !== undefined && realtime.isSpokenBy?.(target) !== false;
  });
  if (targets.length > 0 && sockets !== undefined) return { ...plan, targets };
  throw new AppError(
    "unsupported_parameter",
    `Model "${plan.model.name}" has no deployment with Realtime sessions. Name another one.`,
    { param: "model" },
  );
}

/** The plan's targets in order until one has opened a session and greeted. Throws the last target's AppError. */
export function connectUpstream(call: SessionCall, deps: GatewayDeps): Promise<Upstream> {
  return tryTargets(call, (target) => connect(call, target, deps));
}

async function connect(call: SessionCall, deployment: DeploymentPolicy, deps: GatewayDeps): Promise<Upstream> {
  const adapter = deps.findAdapter(deployment.adapterId);
  const { sockets } = deps;
  if (adapter?.realtime === undefined || sockets === undefined) throw badAnswer("no sessions at this target");
  const target = await toTarget(call, deployment, deps);
  const { relayHeaders } = call.asked;
  const asked = adapter.realtime.buildOpening(relayHeaders === undefined ? {} : { headers: relayHeaders }, target);
  const headers = signedHeaders(adapter, { method: "GET", ...asked }, { target, nowMs: Date.now() });
  const opening = await sockets.open({
    url: asked.url,
    headers,
    signal: call.exchange.signal,
    openTimeoutMs: deps.limits.streamHeadersMs,
    messageLimitBytes: deps.limits.messageBytes,
    settings: deployment.settings,
  });
  if (opening.kind === "refused") throw refusalOf(opening, adapter);
  const { meter } = adapter.realtime;
  const { streamHeadersMs: waitMs } = deps.limits;
  return greeted(opening, { deployment, meter, waitMs, signal: call.exchange.signal });
}

function refusalOf(opening: Extract<SocketOpening, { kind: "refused" }>, adapter: ProviderAdapter): AttemptFailure {
  const { status } = opening;
  if (status < 400) return badAnswer(`${status} in place of an upgrade`, status);
  return fromProviderFailure(adapter.readFailure(opening), status);
}

/** The first event must be a greeting: before it nothing was told to the caller, and another target may still be tried. */
async function greeted(
  { socket, headers }: Extract<SocketOpening, { kind: "open" }>,
  call: {
    deployment: DeploymentPolicy;
    meter: RealtimeMeter;
    waitMs: number;
    signal: SessionCall["exchange"]["signal"];
  },
): Promise<Upstream> {
  const stop = () => socket.close(1000, "");
  const timer = setTimeout(stop, call.waitMs);
  call.signal.addEventListener("abort", stop);
  const messages = socket.messages()[Symbol.asyncIterator]();
  const first = await messages.next();
  clearTimeout(timer);
  call.signal.removeEventListener("abort", stop);
  if (first.done) throw badAnswer("the session closed before it began", 101);
  const failure = failureIn(first.value);
  if (failure !== null) {
    stop();
    throw failure;
  }
  const upstreamRequestId = headers["x-request-id"] ?? null;
  const { deployment: target, meter } = call;
  return { target, upstreamRequestId, socket, messages, greeting: first.value, meter };
}

function failureIn({ bytes, isText }: SocketMessage): AttemptFailure | null {
  const event = isText ? objectOf(parseJson(bytes.toString("utf8"))) : undefined;
  if (event === undefined) return badAnswer("the first event is no JSON object", 101);
  if (event.type !== "error") return null;
  const message = safeMessage(textOf(objectOf(event.error)?.message));
  const error = new AppError("upstream_error", `The provider refused the session: ${message || "it gave no reason."}`);
  return new AttemptFailure(error, { retryable: true, status: 101 });
}
