import { newId } from "@/lib/crypto/new-id";
import type { MessageSocket } from "@/lib/egress/contract";
import { AppError, toAppError } from "@/lib/errors/app-error";
import type { GatewayDeps } from "./deps";
import { errorFaceOf } from "./error-face";
import { errorReply } from "./error-reply";
import { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { LiveExchanges } from "./live-exchanges";
import type { Conversation } from "./realtime/handle-realtime";
import { matchRoute, type Route } from "./routes";
import { endedError } from "./steps/call-upstream";
import { outcomeOf } from "./steps/close-with-reply";

/** The data plane: a function from call to reply, and what a process needs to drain it. */
export interface Gateway {
  /** Never throws: every failure is a reply in the caller's dialect. */
  handle(request: GatewayRequest): Promise<GatewayReply>;
  /**
   * The same for a call that asks for a WebSocket. `accept` opens the caller's side and is called at most once, when everything else
   * is ready. Resolves with a reply where it was not, with null when the session is over.
   */
  upgrade(
    request: GatewayRequest,
    accept: (conversation: Conversation) => Promise<MessageSocket>,
  ): Promise<GatewayReply | null>;
  /** Calls being served. */
  readonly live: number;
  /** From now on answers carry `connection: close`. */
  beginDrain(): void;
  /** Ends what is still live with a proper error; resolves when all are closed. */
  endStreams(): Promise<void>;
  /** Asks sessions to end as soon as they have nothing under way. */
  endIdle(): void;
  close(): void;
}

type Accept = Parameters<Gateway["upgrade"]>[1];

/** What every call of one gateway works with. */
interface Doors {
  deps: GatewayDeps;
  live: LiveExchanges;
  anonymous: AnonymousRefusals;
}

/** Composes the gateway. Pure wiring: every dependency is handed in. */
export function createGateway(deps: GatewayDeps): Gateway {
  const live = new LiveExchanges(deps.limits.totalMs);
  const doors: Doors = { deps, live, anonymous: new AnonymousRefusals() };
  let draining = false;
  return {
    async handle(request) {
      const match = matchRoute(request);
      const reply = match.kind === "found" ? await serve(match.route, request, doors) : noRoute(match, request);
      if (draining) reply.headers.connection = "close";
      return reply;
    },
    async upgrade(request, accept) {
      const match = matchRoute(request);
      return match.kind === "found" ? converse(match.route, { request, accept }, doors) : noRoute(match, request);
    },
    get live() {
      return live.size;
    },
    beginDrain() {
      draining = true;
    },
    endStreams: () => live.endAll("shutdown"),
    endIdle: () => live.askToEnd(),
    close: () => live.close(),
  };
}

async function serve(route: Route, request: GatewayRequest, doors: Doors): Promise<GatewayReply> {
  const { deps, live } = doors;
  const exchange = openExchange(route, request, doors);
  const face = errorFaceOf(request, route);
  request.onLeave(() => exchange.end("caller"));
  try {
    const reply = await route.handle(request, exchange, deps);
    if (!route.recorded) live.remove(exchange);
    reply.headers["x-request-id"] = exchange.requestId;
    if (face.requestIdHeader !== undefined) reply.headers[face.requestIdHeader] = exchange.requestId;
    return reply;
  } catch (thrown) {
    return errorReply(failed(thrown, { route, exchange }, doors), exchange, face);
  }
}

async function converse(
  route: Route,
  { request, accept }: { request: GatewayRequest; accept: Accept },
  doors: Doors,
): Promise<GatewayReply | null> {
  if (route.converse === undefined) return serve(route, request, doors);
  const exchange = openExchange(route, request, doors);
  request.onLeave(() => exchange.end("caller"));
  try {
    const conversation = await route.converse(request, exchange, doors.deps);
    const caller = await accept(conversation).catch((error: unknown) => {
      exchange.end("caller");
      conversation.abandon();
      throw error;
    });
    await conversation.run(caller);
    return null;
  } catch (thrown) {
    return errorReply(failed(thrown, { route, exchange }, doors), exchange, errorFaceOf(request, route));
  }
}

/** What was thrown, as the caller is told it; closes the exchange with it. */
function failed(thrown: unknown, { route, exchange }: { route: Route; exchange: Exchange }, doors: Doors): AppError {
  const { deps, live, anonymous } = doors;
  const error = exchange.endedBy === null ? toAppError(thrown) : endedError(exchange);
  if (error.code === "internal_error")
    deps.logger.error({ requestId: exchange.requestId, error: thrown }, "a call failed inside Gatehouse");
  const isRecorded =
    route.recorded && exchange.start.organizationId !== null && (exchange.caller !== null || anonymous.mayRecord());
  if (isRecorded) exchange.closeWithError(error, isRefusal(error, exchange) ? "refused" : outcomeOf(exchange));
  live.remove(exchange);
  return error;
}

function openExchange(route: Route, request: GatewayRequest, { deps, live }: Doors): Exchange {
  const { headers } = request;
  const start = {
    requestId: newId("req"),
    organizationId: deps.policy()?.organizationId ?? null,
    route: route.path,
    dialect: route.dialect,
    clientAddress: request.remoteAddress,
    userAgent: typeof headers["user-agent"] === "string" ? headers["user-agent"].slice(0, 200) : null,
  };
  const exchange = new Exchange(start, deps.ledger, (closed) => {
    live.remove(closed);
    tellWatch(closed, deps);
  });
  live.add(exchange);
  return exchange;
}

/** Refusals cost nothing and reach nobody, so nobody watches them. */
function tellWatch(exchange: Exchange, { watch }: GatewayDeps): void {
  const { caller } = exchange;
  if (watch === undefined || caller === null || exchange.attempts.length === 0) return;
  const { keyId, teamId, projectId, organizationId } = caller;
  const costMicros = Number(exchange.costMicros() ?? 0n);
  watch({ keyId, teamId, projectId, organizationId, fingerprint: exchange.fingerprint, costMicros });
}

/** Refused by policy or for the caller's own mistake, before anything went upstream. */
function isRefusal(error: AppError, exchange: Exchange): boolean {
  return exchange.attempts.length === 0 && exchange.endedBy === null && error.status < 500;
}

function noRoute(
  match: { kind: "unknown" } | { kind: "wrong_method"; allow: string },
  request: GatewayRequest,
): GatewayReply {
  const requestId = newId("req");
  const error =
    match.kind === "unknown"
      ? new AppError(
          "unknown_route",
          `There is no ${request.method.slice(0, 10)} /api/v1${request.path.slice(0, 100)} here. The base URL for OpenAI clients ends in /api/v1.`,
        )
      : new AppError("method_not_allowed", `This path answers to ${match.allow}.`);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-request-id": requestId,
    "x-should-retry": "false",
  };
  if (match.kind === "wrong_method") headers.allow = match.allow;
  const face = errorFaceOf(request, null);
  if (face.requestIdHeader !== undefined) headers[face.requestIdHeader] = requestId;
  return { status: face.statusOf?.(error) ?? error.status, headers, body: face.renderError(error, requestId) };
}

/** Callers without a known key could fill the records at will, so those refusals are written at most so many a second. */
class AnonymousRefusals {
  static readonly perSecond = 50;
  #second = 0;
  #count = 0;

  mayRecord(): boolean {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#count = 0;
    }
    this.#count++;
    return this.#count <= AnonymousRefusals.perSecond;
  }
}
