import type { InboundResponse } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "@/lib/llm/read-json";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { ProviderAdapter, Target } from "@/lib/providers/contract";
import { signedHeaders } from "@/lib/providers/sign-request";
import type { Metered, TaskRelay, TaskSide } from "@/lib/providers/task-contract";
import type { GatewayDeps } from "../deps";
import { spliceJson } from "../json/splice-json";
import { formType } from "../multipart/read-multipart";
import { spliceMultipart } from "../multipart/splice-multipart";
import type { Reply } from "../reply";
import type { TaskCall } from "../task-call";
import type { TaskEndpoint } from "../task-endpoint";
import { failureOf, toTarget } from "./attempt";
import { meterTask } from "./meter-task";
import { readAnswerBody } from "./read-answer-body";
import { relayTaskAnswer } from "./relay-task-answer";
import { AttemptFailure, badAnswer } from "./upstream-failure";

/** One try at one target: relayed where the upstream speaks the caller's dialect, else translated. Throws as `attempt` does. */
export async function attemptTask<Request, Answer extends Metered>(
  call: TaskCall<Request, Answer>,
  deployment: DeploymentPolicy,
  deps: GatewayDeps,
): Promise<Reply> {
  const { asked, endpoint } = call;
  const adapter = deps.findAdapter(deployment.adapterId);
  const side = adapter === undefined ? undefined : endpoint.sideOf(adapter);
  if (adapter === undefined || side === undefined) throw cannot(deployment, asked);
  const target = await toTarget(call, deployment, deps);
  const relay = spokenRelay(side, endpoint, target);
  const way = { call, deployment, adapter, target, isStream: relay !== null && asked.stream };
  try {
    return await (relay === null ? translated(way, side, deps) : relayed(way, relay, deps));
  } catch (error) {
    // The provider bills what it was asked for, whether the caller waits for it or not.
    const { exchange } = call;
    if (exchange.endedBy !== null && exchange.usageSource === "none") await meterTask(call, {}, { deployment, deps });
    throw error;
  }
}

async function relayed<Request, Answer extends Metered>(
  way: Way<Request, Answer>,
  relay: TaskRelay,
  deps: GatewayDeps,
): Promise<Reply> {
  const { call, deployment, target } = way;
  const response = await sendUp(way, relayRequest(call, relay, target), deps);
  const reply = await relayTaskAnswer(call, relay, response, { deployment, deps });
  return { target: deployment, upstreamRequestId: requestIdOf(response), ...reply };
}

async function translated<Request, Answer extends Metered>(
  way: Way<Request, Answer>,
  { translate }: TaskSide<Request, Answer>,
  deps: GatewayDeps,
): Promise<Reply> {
  const { call, deployment, target } = way;
  const { asked, endpoint } = call;
  if (translate === undefined) throw cannot(deployment, asked);
  const hub = asked.toHub();
  const response = await sendUp(way, translate.buildRequest(hub, target), deps);
  const body = parseJson((await readAnswerBody(response, deps.limits.answerBytes)).toString("utf8"));
  const answer = readAnswer(() => translate.readAnswer({ body, headers: response.headers }, hub));
  await meterTask(call, answer, { deployment, deps });
  const { usage, requestId } = call.exchange;
  const encoded = endpoint.encodeAnswer(answer, asked, { model: asked.model, requestId, usage });
  const reply = typeof encoded === "string" ? { body: { kind: "whole" as const, bytes: encoded } } : encoded;
  return { target: deployment, upstreamRequestId: requestIdOf(response), ...reply };
}

/** An adapter's reading; what it cannot read is the fault of this target, and another may still answer. */
function readAnswer<Answer>(read: () => Answer): Answer {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw badAnswer(error.internal ?? error.message);
    throw error;
  }
}

/** Another target of the plan may be able to. */
function cannot({ providerName }: DeploymentPolicy, { kind }: { kind: string }): AttemptFailure {
  const sentence = `Provider "${providerName}" has no ${kind} calls. Tell your administrator.`;
  const error = new AppError("upstream_error", sentence, { internal: "the adapter lacks the capability" });
  return new AttemptFailure(error, { retryable: true, status: null });
}

function spokenRelay<Request, Answer extends Metered>(
  { relay }: TaskSide<Request, Answer>,
  { dialect }: Pick<TaskEndpoint<Request, Answer>, "dialect">,
  target: Target,
): TaskRelay | null {
  const own = relay?.[dialect];
  return own === undefined || own.isSpokenBy?.(target) === false ? null : own;
}

function relayRequest<Request, Answer extends Metered>(
  { asked }: TaskCall<Request, Answer>,
  relay: TaskRelay,
  target: Target,
): { url: string; headers: Record<string, string>; body: Buffer } {
  const { path, stream, body } = asked;
  const asking = { path, stream, ...(body.kind === "json" ? { body: body.json } : {}) };
  const { url, headers, set } = relay.buildRelay(asking, target);
  if (body.kind === "form")
    return { url, headers: { ...headers, "content-type": formType(body) }, body: spliceMultipart(body, set) };
  const bytes = spliceJson(body.bytes, body.scan, { set, remove: [] });
  return { url, headers: { ...headers, "content-type": "application/json" }, body: bytes };
}

interface Way<Request, Answer extends Metered> {
  call: TaskCall<Request, Answer>;
  deployment: DeploymentPolicy;
  adapter: ProviderAdapter;
  target: Target;
  /** The upstream is asked for a stream; a translated call waits for the whole answer. */
  isStream: boolean;
}

async function sendUp<Request, Answer extends Metered>(
  { call, deployment, adapter, target, isStream }: Way<Request, Answer>,
  request: { url: string; headers: Record<string, string>; body: string | Uint8Array },
  deps: GatewayDeps,
): Promise<InboundResponse> {
  const headers = signedHeaders(adapter, { method: "POST", ...request }, { target, nowMs: Date.now() });
  const response = await deps.egress.send({
    poolKey: deployment.credentialId ?? deployment.providerId,
    method: "POST",
    url: request.url,
    headers,
    body: request.body,
    signal: call.exchange.signal,
    headersTimeoutMs: isStream ? deps.limits.streamHeadersMs : deps.limits.wholeHeadersMs,
    idleTimeoutMs: deps.limits.idleMs,
    settings: deployment.settings,
  });
  if (response.status !== 200) throw await failureOf(response, adapter);
  const encoding = response.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw badAnswer(`content-encoding ${encoding} was not asked for`);
  return response;
}

function requestIdOf({ headers }: InboundResponse): string | null {
  return headers["x-request-id"] ?? headers["request-id"] ?? headers["x-amzn-requestid"] ?? null;
}
