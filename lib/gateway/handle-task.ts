import type { Metered } from "@/lib/providers/task-contract";
import type { GatewayDeps } from "./deps";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { admit } from "./steps/admit";
import { attemptTask } from "./steps/attempt-task";
import { authenticate } from "./steps/authenticate";
import { warnOfLimits } from "./steps/brown-out";
import { tryTargets } from "./steps/call-upstream";
import { capableTargets } from "./steps/capable-targets";
import { closeWithReply } from "./steps/close-with-reply";
import { keepText } from "./steps/keep-text";
import { planCall } from "./steps/plan-call";
import { readSession } from "./steps/read-session";
import { readTags } from "./steps/read-tags";
import { readTaskBody } from "./steps/read-task-body";
import { refuseUnfitTask } from "./steps/refuse-unfit-task";
import { requirePolicy } from "./steps/require-policy";
import type { TaskEndpoint } from "./task-endpoint";

/** One call that is no chat from headers to reply: the steps of `handle-chat.ts`, with a hold sized for its kind. */
export async function handleTask<Request, Answer extends Metered>(
  request: GatewayRequest,
  endpoint: TaskEndpoint<Request, Answer>,
  exchange: Exchange,
  deps: GatewayDeps,
): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const snapshot = requirePolicy(deps);
  exchange.tags = readTags(request.headers, caller);
  exchange.sessionId = readSession(request.headers);
  const readMs = exchange.elapsedMs();
  const asked = endpoint.read(await readTaskBody(request, endpoint.accepts, deps.limits), request);
  exchange.noteAsked(asked, readMs);
  keepText(caller, asked, exchange, snapshot);
  const planned = capableTargets(
    { plan: planCall({ caller, asked, exchange, snapshot }, deps), endpoint, caller, snapshot },
    deps,
  );
  warnOfLimits({ caller, asked, plan: planned, exchange, snapshot }, deps);
  refuseUnfitTask({ asked, plan: planned, endpoint }, deps);
  const { plan, standings } = await admit({ caller, asked, plan: planned, lowered: null, exchange, snapshot }, deps);
  const call = { asked, plan, endpoint, exchange, snapshot };
  const reply = await tryTargets(call, (target) => attemptTask(call, target, deps));
  // Bytes that are no events cannot be told an error in, and nothing may come between them.
  const face = reply.contentType === undefined ? endpoint : { heartbeat: null };
  return closeWithReply({ reply, standings, endpoint: face, exchange });
}
