import type { InboundResponse, OutboundRequest } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import type { ChatRequest } from "@/lib/llm/chat-request";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { ProviderAdapter, StreamFraming, Target } from "@/lib/providers/contract";
import { streamContentType } from "@/lib/providers/framing/read-frames";
import { signedHeaders } from "@/lib/providers/sign-request";
import { countPrompt } from "@/lib/sizing/count-unreported";
import type { GatewayDeps } from "../deps";
import { spliceJson } from "../json/splice-json";
import { relayStream } from "../relay/relay-stream";
import { relayWhole } from "../relay/relay-whole";
import type { Reply } from "../reply";
import { translateStream } from "../translate/translate-stream";
import { translateWhole } from "../translate/translate-whole";
import type { UpstreamCall } from "../upstream-call";
import { authorized } from "./authorized";
import { counterFor, type FindCounter } from "./counter-for";
import { findRelay, type Relay } from "./find-relay";
import { firstFrame } from "./first-frame";
import { objectNoter } from "./note-objects";
import { readFailureBody } from "./read-answer-body";
import { refuseForeign } from "./refuse-foreign";
import { badAnswer, fromProviderFailure } from "./upstream-failure";

type Chat = NonNullable<ProviderAdapter["chat"]>;

/**
 * One try at one target. Resolves when a whole answer was read, or when the first valid event of a stream is in hand
 * (the first-chunk gate). Throws AttemptFailure, AppError or EgressError.
 */
export async function attempt(call: UpstreamCall, deployment: DeploymentPolicy, deps: GatewayDeps): Promise<Reply> {
  const adapter = deps.findAdapter(deployment.adapterId);
  if (adapter?.chat === undefined) {
    throw new AppError("upstream_error", "This deployment's provider cannot chat. Tell your administrator.", {
      internal: `adapter ${deployment.adapterId}`,
    });
  }
  const target = await toTarget(call, deployment, deps);
  const relay = call.asked.isForeign === true ? null : findRelay(adapter, call.endpoint.dialect, target);
  const request =
    relay === null ? adapter.chat.buildRequest(hubRequest(call), target) : relayRequest(call, relay, target);
  const headers = signedHeaders(adapter, { method: "POST", ...request }, { target, nowMs: Date.now() });
  const sent = outbound(call, deployment, { ...request, headers }, deps);
  try {
    return await answerTo(sent, { call, relay, deployment, adapter, chat: adapter.chat }, deps);
  } catch (error) {
    // Who leaves before anything came has had the prompt read all the same.
    if (call.exchange.endedBy !== null) call.exchange.estimateOutput ??= () => 0;
    throw error;
  }
}

interface Sent {
  call: UpstreamCall;
  relay: Relay | null;
  deployment: DeploymentPolicy;
  adapter: ProviderAdapter;
  chat: Chat;
}

async function answerTo(
  request: OutboundRequest,
  { call, relay, deployment, adapter, chat }: Sent,
  deps: GatewayDeps,
): Promise<Reply> {
  const response = await deps.egress.send(request);
  if (response.status !== 200) throw await failureOf(response, adapter);
  requireContentType(response, call.asked.stream, relay === null ? chat.framing : "sse");
  const upstreamRequestId = response.headers["x-request-id"] ?? response.headers["request-id"] ?? null;
  const body =
    relay === null
      ? await translated(call, chat, response, deps)
      : await relayed({ call, relay, deployment }, response, deps);
  return { target: deployment, upstreamRequestId, body };
}

/** A deployment as its adapter sees it, with the credential opened. Throws AppError `credential_unavailable`. */
export async function toTarget(
  call: Pick<UpstreamCall, "plan" | "snapshot">,
  deployment: DeploymentPolicy,
  deps: GatewayDeps,
): Promise<Target> {
  const target = {
    baseUrl: deployment.baseUrl,
    upstreamModel: deployment.upstreamModel,
    credential:
      deployment.credentialId === null ? null : await deps.openCredential(deployment.credentialId, call.snapshot),
    capabilities: call.plan.model.capabilities,
    maxOutputTokens: call.plan.model.maxOutputTokens,
    settings: deployment.settings,
  };
  return authorized(target, { deployment, snapshot: call.snapshot }, deps);
}

function hubRequest({ asked, imposedMaxTokens }: UpstreamCall): ChatRequest {
  const request = asked.toHub();
  return imposedMaxTokens === null ? request : { ...request, maxOutputTokens: imposedMaxTokens };
}

function relayRequest(
  call: UpstreamCall,
  { buildRelay }: Relay,
  target: Target,
): { url: string; headers: Record<string, string>; body: Buffer } {
  const { asked, imposedMaxTokens, endpoint } = call;
  refuseForeign(asked, endpoint);
  const imposed = imposedMaxTokens === null ? null : { tokens: imposedMaxTokens, members: asked.maxTokensMembers };
  const { stream, streamOptions, relayHeaders } = asked;
  const asking = {
    body: asked.body.json,
    stream,
    streamOptions,
    ...(relayHeaders === undefined ? {} : { headers: relayHeaders }),
  };
  const relay = buildRelay(imposed === null ? asking : { ...asking, outputBound: imposed }, target);
  return { url: relay.url, headers: relay.headers, body: spliceJson(asked.body.bytes, asked.body.scan, relay.splices) };
}

function outbound(
  call: UpstreamCall,
  deployment: DeploymentPolicy,
  request: { url: string; headers: Record<string, string>; body: string | Uint8Array },
  deps: GatewayDeps,
): OutboundRequest {
  return {
    poolKey: deployment.credentialId ?? deployment.providerId,
    method: "POST",
    url: request.url,
    headers: request.headers,
    body: request.body,
    signal: call.exchange.signal,
    headersTimeoutMs: call.asked.stream ? deps.limits.streamHeadersMs : deps.limits.wholeHeadersMs,
    idleTimeoutMs: deps.limits.idleMs,
    settings: deployment.settings,
  };
}

/** What the upstream refused with, as its adapter reads it. */
export async function failureOf(response: InboundResponse, adapter: ProviderAdapter): Promise<Error> {
  if (response.status < 400) return badAnswer(`unexpected status ${response.status}`, response.status);
  const body = await readFailureBody(response);
  return fromProviderFailure(
    adapter.readFailure({ status: response.status, headers: response.headers, body }),
    response.status,
  );
}

/** A stream that was asked for must be one, and the other way round; anything compressed was not asked for. */
function requireContentType(response: InboundResponse, stream: boolean, framing: StreamFraming | undefined): void {
  const type = response.headers["content-type"] ?? "";
  const encoding = response.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw badAnswer(`content-encoding ${encoding} was not asked for`);
  const isStream = type.startsWith(streamContentType(framing));
  if (stream !== isStream) throw badAnswer(`content-type ${type || "missing"} for stream=${stream}`);
}

async function relayed(
  { call, relay, deployment }: { call: UpstreamCall; relay: Relay; deployment: DeploymentPolicy },
  response: InboundResponse,
  deps: GatewayDeps,
): Promise<Reply["body"]> {
  const { asked, exchange, endpoint } = call;
  const noteObjects = objectNoter(exchange, deployment, deps);
  if (!asked.stream) {
    const { answerBytes } = deps.limits;
    const counter = countsPrompt(call, deps);
    return { kind: "whole", bytes: await relayWhole(call, relay, response, { answerBytes, noteObjects, counter }) };
  }
  const tap = endpoint.relay.openTap(relay, asked, (ids) => void noteObjects(ids));
  exchange.estimateOutput = () => Math.max(tap.textFrames, Math.ceil(tap.textBytes / 4));
  return { kind: "stream", frames: await firstFrame(relayStream(response, tap, exchange)) };
}

async function translated(
  call: UpstreamCall,
  chat: Chat,
  response: InboundResponse,
  deps: GatewayDeps,
): Promise<Reply["body"]> {
  const counter = countsPrompt(call, deps);
  const { answerBytes } = deps.limits;
  if (!call.asked.stream)
    return { kind: "whole", bytes: await translateWhole(call, chat, response, { answerBytes, counter }) };
  return { kind: "stream", frames: await firstFrame(translateStream(call, { chat, counter }, response)) };
}

/** The prompt is counted if its provider tells nothing. Not on relayed streams: they would hold on to it for as long as they run. */
function countsPrompt(call: UpstreamCall, deps: GatewayDeps): FindCounter {
  const find = counterFor(call, deps);
  const { prompt } = call.asked;
  call.exchange.countInput = () => {
    const counter = find();
    return counter === null ? null : countPrompt(prompt, counter);
  };
  return find;
}
