import { behaviourOf, MarkerError } from "../behaviour";
import { hashOf } from "../compose-answer";
import { REFUSALS, refuse, type SimulatedRequest, type SimulatedResponse } from "../respond";
import { hang, wait } from "../wait";
import { type SessionLine, SimulatedSession } from "./session";

/** What came of asking for a session. */
export type SimulatedOpening =
  | { kind: "open"; session: SimulatedSession }
  | { kind: "refused"; response: SimulatedResponse };

/**
 * Opens a session as a Realtime server would, without a model and without a socket. The model in the query may carry a marker; failures
 * that refuse a call refuse the session, the others break an answer. Rejects with the signal's reason once it is aborted.
 */
export async function openSession(request: SimulatedRequest, line: SessionLine): Promise<SimulatedOpening> {
  const [path = "", query = ""] = request.url.replace(/^simulated:\/*/, "/").split("?");
  if (path !== "/realtime") return refused(404, "invalid_request_error", null, `Unknown path ${path}.`);
  const model = new URLSearchParams(query).get("model") ?? "";
  if (model === "") return refused(400, "invalid_request_error", null, "you must provide a model parameter");
  try {
    const behaviour = behaviourOf(request.settings, model, undefined);
    const failure = hashOf(model) / 2 ** 32 < behaviour.failureRate ? behaviour.failure : "none";
    if (failure === "timeout") return await hang(line.signal);
    await wait(behaviour.latencyMs, line.signal);
    const refusal = REFUSALS.get(failure);
    if (refusal !== undefined) return refused(refusal.status, refusal.type, refusal.code, refusal.message);
    return { kind: "open", session: new SimulatedSession(model, request.settings, line) };
  } catch (error) {
    if (error instanceof MarkerError) return refused(400, "invalid_request_error", null, error.message);
    throw error;
  }
}

function refused(...words: Parameters<typeof refuse>): SimulatedOpening {
  return { kind: "refused", response: refuse(...words) };
}
