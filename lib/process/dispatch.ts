import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Role } from "@/lib/env";
import { AppError } from "@/lib/errors/app-error";
import { callerAddress } from "@/lib/gateway/caller-address";
import { isGatewayPath } from "@/lib/gateway/read-door";
import { isUpgradePath } from "@/lib/gateway/upgrade-listener";
import type { ReadinessItem } from "@/lib/runtime/readiness";
import { answerError, answerJson } from "./answer-json";
import { protectPage } from "./content-security-policy";
import type { Lifecycle } from "./lifecycle";

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The parts behind the door; null until they are there. */
export interface House {
  role: Role;
  lifecycle: Lifecycle;
  /** Proxies of one's own in front. */
  trustedProxies: number;
  /** `path` is the url without its query. */
  gateway: ((request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>) | null;
  portal: Serve | null;
  /** Serves what asks for a WebSocket; left out: nothing may. */
  upgrades?: Upgrades | null;
  readiness(): ReadinessItem[];
}

type Upgrade = (request: IncomingMessage, connection: Connection, path: string) => Promise<void> | void;

interface Connection {
  socket: Duplex;
  head: Buffer;
}

interface Upgrades {
  gateway: Upgrade;
  /** The development server's own socket; null in production. */
  portal: Upgrade | null;
}

const PAGE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Sends each request to gateway, portal or health. The gateway comes first: it must not pay for the portal. */
export function createDispatch(house: House) {
  return function dispatch(request: IncomingMessage, response: ServerResponse): void {
    if (house.lifecycle.isLeaving) response.shouldKeepAlive = false;
    const url = request.url ?? "";
    // Proxy-style targets ("GET http://other/") are never meant for us; Next would answer some of them with a redirect.
    if (!url.startsWith("/")) {
      answerError(response, new AppError("invalid_request", "Ask for a path."));
      return;
    }
    const path = pathOf(url);
    const served = isGatewayPath(path)
      ? serveGateway(house, request, response, path)
      : serveOther(house, request, response, path);
    served?.catch(() => response.destroy());
  };
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** Which requests may become WebSockets now; the others are dispatched like any, and told why not. */
export function mayUpgrade(house: House, { url = "" }: Pick<IncomingMessage, "url">): boolean {
  const { upgrades = null } = house;
  const path = pathOf(url);
  if (upgrades === null) return false;
  if (!isUpgradePath(path)) return upgrades.portal !== null && !isGatewayPath(path) && !house.lifecycle.isLeaving;
  return house.role !== "portal" && house.gateway !== null && house.lifecycle.phase !== "closing";
}

/** Sends each upgrade to gateway or portal; only those `mayUpgrade` let through come here. */
export function dispatchUpgrade(house: House, request: IncomingMessage, connection: Connection): void {
  const path = pathOf(request.url ?? "");
  const serve = isUpgradePath(path) ? house.upgrades?.gateway : house.upgrades?.portal;
  if (!serve) connection.socket.destroy();
  else Promise.resolve(serve(request, connection, path)).catch(() => connection.socket.destroy());
}

function serveGateway(house: House, request: IncomingMessage, response: ServerResponse, path: string) {
  if (house.role === "portal") return refuse(response, "unknown_route", "This process serves the portal only.");
  if (house.gateway === null) return starting(response);
  if (house.lifecycle.phase === "closing") {
    return refuse(response, "shutting_down", "This process is shutting down. Try again.");
  }
  return house.gateway(request, response, path);
}

function serveOther(house: House, request: IncomingMessage, response: ServerResponse, path: string) {
  switch (path) {
    case "/healthz":
      return answerJson(response, 200, { status: "ok" });
    case "/readyz":
      return answerReadiness(house, response);
    case "/api/hello":
    // Where a client was given a base URL that ends in /api.
    case "/api/api/hello":
      return answerJson(response, 200, { name: "gatehouse" });
  }
  if (house.role === "gateway") return refuse(response, "unknown_route", "This process serves the gateway only.");
  if (house.portal === null) return starting(response);
  // Pages are only read. Anything else on them would reach the framework's action decoder, which nothing here uses.
  if (!path.startsWith("/api/") && !PAGE_METHODS.has(request.method ?? "")) {
    return refuse(response, "method_not_allowed", "Pages are only read.");
  }
  for (const name of Object.keys(request.headers)) if (isInternal(name)) delete request.headers[name];
  // What is behind here reads the caller's address from the header, and no more than that is in it.
  request.headers["x-forwarded-for"] = callerAddress(request, house.trustedProxies) ?? "";
  if (!path.startsWith("/api/")) protectPage(request, response, house.upgrades?.portal != null);
  return house.portal(request, response);
}

/** Headers that mean something inside the framework must not come from outside. */
function isInternal(name: string): boolean {
  return name.startsWith("x-middleware-") || name === "next-action" || name === "x-nextjs-data";
}

function answerReadiness(house: House, response: ServerResponse): void {
  const components = [house.lifecycle.item(), ...house.readiness()];
  const ready = components.every((component) => component.ready || component.optional === true);
  const degraded = components.filter((component) => !component.ready).map((component) => component.name);
  answerJson(response, ready ? 200 : 503, { ready, degraded, components });
}

function starting(response: ServerResponse): void {
  answerError(response, new AppError("overloaded", "Gatehouse is starting. Try again.", { retryAfterMs: 1000 }));
}

function refuse(
  response: ServerResponse,
  code: "unknown_route" | "method_not_allowed" | "shutting_down",
  sentence: string,
): void {
  answerError(response, new AppError(code, sentence));
}
