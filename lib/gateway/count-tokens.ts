import { AppError } from "@/lib/errors/app-error";
import { parseJson } from "@/lib/llm/read-json";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { TokenCounting } from "@/lib/providers/contract";
import { countInput } from "@/lib/sizing/size-input";
import { loadCounter } from "@/lib/sizing/token-counter";
import type { GatewayDeps } from "./deps";
import type { ChatEndpoint } from "./endpoint";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { spliceJson } from "./json/splice-json";
import { json } from "./list-models";
import type { PlannedCall } from "./planned-call";
import { toTarget } from "./steps/attempt";
import { authenticate } from "./steps/authenticate";
import { planCall } from "./steps/plan-call";
import { readAnswerBody } from "./steps/read-answer-body";
import { readJsonBody } from "./steps/read-json-body";
import { refuseForeign } from "./steps/refuse-foreign";
import { requirePolicy } from "./steps/require-policy";
import { sizeFactsOf } from "./steps/size-facts";

/** Clients wait for a count before they ask anything. */
const COUNT_MS = 10_000;
const COUNT_BYTES = 64 * 1024;
/** Says whose count it is. */
const COUNTED_BY = "x-gatehouse-token-count";

/**
 * How many tokens a prompt has: exact where the model's provider speaks the caller's dialect and counts, else our tokenizer's count,
 * which the header marks as `estimated`. Costs nothing, so it is no request record; needs a key that may use the model.
 */
export async function countTokens(
  request: GatewayRequest,
  { endpoint, exchange }: { endpoint: ChatEndpoint; exchange: Exchange },
  deps: GatewayDeps,
): Promise<{ tokens: number; headers: Record<string, string> }> {
  const caller = await authenticate(request, exchange, deps);
  const snapshot = requirePolicy(deps);
  const asked = endpoint.read(await readJsonBody(request, deps.limits), request);
  if (asked.objectIds !== undefined) {
    const sentence = "What an earlier answer holds cannot be counted here. Send the whole `input`.";
    throw new AppError("unsupported_parameter", sentence, { param: "previous_response_id" });
  }
  refuseForeign(asked, endpoint);
  const plan = planCall({ caller, asked, exchange, snapshot }, deps);
  const call: PlannedCall = { caller, asked, plan, exchange, snapshot };
  const exact = await countUpstream(call, endpoint, deps);
  if (exact !== null) return { tokens: exact, headers: { [COUNTED_BY]: "exact" } };
  const facts = sizeFactsOf(plan, deps.findAdapter);
  const counter = await loadCounter(facts.vocabulary);
  const { tokens } = countInput(asked.prompt, facts, { contextWindow: plan.model.contextWindow, counter });
  return { tokens, headers: { [COUNTED_BY]: "estimated" } };
}

/** `POST /messages/count_tokens` (Anthropic API reference, "Count tokens in a Message"). */
export async function countMessageTokens(
  request: GatewayRequest,
  call: { endpoint: ChatEndpoint; exchange: Exchange },
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const { tokens, headers } = await countTokens(request, call, deps);
  const reply = json({ input_tokens: tokens });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/**
 * `POST /responses/input_tokens` (OpenAI API reference, "Get input token counts"), by our own tokenizer: what an earlier answer holds is
 * the provider's, and is not counted. Throws AppError `unsupported_parameter` for a body that builds on one.
 */
export async function countInputTokens(
  request: GatewayRequest,
  call: { endpoint: ChatEndpoint; exchange: Exchange },
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const { tokens, headers } = await countTokens(request, call, deps);
  const reply = json({ object: "response.input_tokens", input_tokens: tokens });
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The first target's own count; null where it has none to give, whatever the reason: an estimate is better than no answer. */
async function countUpstream(call: PlannedCall, endpoint: ChatEndpoint, deps: GatewayDeps): Promise<number | null> {
  const [deployment] = call.plan.targets;
  const adapter = deployment === undefined ? undefined : deps.findAdapter(deployment.adapterId);
  const counting = adapter?.dialect === endpoint.dialect ? adapter.chat?.countTokens : undefined;
  if (deployment === undefined || counting === undefined) return null;
  try {
    return await askForCount({ call, counting, deployment }, deps);
  } catch (error) {
    deps.logger.info({ requestId: call.exchange.requestId, error }, "a provider did not count; estimated instead");
    return null;
  }
}

async function askForCount(
  { call, counting, deployment }: { call: PlannedCall; counting: TokenCounting; deployment: DeploymentPolicy },
  deps: GatewayDeps,
): Promise<number | null> {
  const { asked, exchange } = call;
  const { relayHeaders, body } = asked;
  const request = { body: body.json, ...(relayHeaders === undefined ? {} : { headers: relayHeaders }) };
  const relay = counting.buildRelay(request, await toTarget(call, deployment, deps));
  const response = await deps.egress.send({
    poolKey: deployment.credentialId ?? deployment.providerId,
    method: "POST",
    url: relay.url,
    headers: relay.headers,
    body: spliceJson(body.bytes, body.scan, relay.splices),
    signal: exchange.signal,
    headersTimeoutMs: COUNT_MS,
    idleTimeoutMs: COUNT_MS,
    settings: deployment.settings,
  });
  const answer = await readAnswerBody(response, COUNT_BYTES);
  if (response.status !== 200) throw new Error(`count refused with ${response.status}`);
  return counting.readCount(parseJson(answer.toString("utf8"))) ?? null;
}
