import { type Egress, EgressError, type InboundResponse, type OutboundRequest } from "./contract";

/** Answers `simulated:` urls in process. */
export type Respond = (request: OutboundRequest, signal: AbortSignal) => Promise<Omit<InboundResponse, "release">>;

/** The given way out, with the built-in simulated provider beside it. */
export function withSimulated(egress: Egress, respond: Respond): Egress {
  return {
    send: (request) => (request.url.startsWith("simulated:") ? simulate(respond, request) : egress.send(request)),
    close: () => egress.close(),
  };
}

async function simulate(respond: Respond, request: OutboundRequest): Promise<InboundResponse> {
  const controller = new AbortController();
  const { signal } = controller;
  request.signal.addEventListener("abort", () => controller.abort());
  try {
    const response = await respond(request, signal);
    return { ...response, body: readBody(response.body, signal), release: () => controller.abort() };
  } catch (error) {
    throw toEgressError(error, signal);
  }
}

async function* readBody(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toEgressError(error, signal);
  }
}

function toEgressError(error: unknown, signal: AbortSignal): EgressError {
  if (signal.aborted) return new EgressError("aborted", "the call was stopped", error);
  return new EgressError("connection_lost", error instanceof Error ? error.message : String(error), error);
}
