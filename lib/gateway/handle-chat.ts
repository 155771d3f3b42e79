import type { GatewayDeps } from "./deps";
import type { ChatEndpoint } from "./endpoint";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { admit } from "./steps/admit";
import { authenticate } from "./steps/authenticate";
import { brownOut } from "./steps/brown-out";
import { callUpstream } from "./steps/call-upstream";
import { closeWithReply } from "./steps/close-with-reply";
import { keepText } from "./steps/keep-text";
import { pinToObjects } from "./steps/pin-to-objects";
import { planCall } from "./steps/plan-call";
import { readJsonBody } from "./steps/read-json-body";
import { readSession } from "./steps/read-session";
import { readTags } from "./steps/read-tags";
import { refuseToolModels } from "./steps/refuse-tool-models";
import { refuseUnfit } from "./steps/refuse-unfit";
import { relayedKind } from "./steps/relayed-kind";
import { requirePolicy } from "./steps/require-policy";

/** One chat call from headers to reply, the only file that knows the order (ARCHITECTURE.md, "A call, told as a story"). */
export async function handleChat(
  request: GatewayRequest,
  endpoint: ChatEndpoint,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const snapshot = requirePolicy(deps);
  exchange.tags = readTags(request.headers, caller);
  exchange.sessionId = readSession(request.headers);
  const readMs = exchange.elapsedMs();
  const asked = endpoint.read(await readJsonBody(request, deps.limits), request);
  exchange.noteAsked(asked, readMs);
  keepText(caller, asked, exchange, snapshot);
  const named = planCall({ caller, asked, exchange, snapshot }, deps);
  refuseToolModels(asked.body.json, caller, deps);
  const reachable = relayedKind({ asked, plan: named, endpoint, exchange }, deps);
  const planned = await pinToObjects({ caller, asked, plan: reachable, exchange }, deps);
  const degraded = brownOut({ caller, asked, plan: planned, exchange, snapshot }, deps);
  refuseUnfit({ asked, plan: degraded.plan }, deps);
  const { plan, standings, imposedMaxTokens } = await admit({ caller, asked, ...degraded, exchange, snapshot }, deps);
  const reply = await callUpstream({ asked, plan, endpoint, imposedMaxTokens, exchange, snapshot }, deps);
  return closeWithReply({ reply, standings, endpoint, exchange });
}
