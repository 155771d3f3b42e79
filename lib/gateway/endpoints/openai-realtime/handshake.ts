import { AppError } from "@/lib/errors/app-error";
import type { GatewayRequest, Headers } from "../../http";

/** The subprotocol of the dialect; browsers insist that one of what they offered is chosen. */
const PROTOCOL = "realtime";
/** Browsers cannot set headers on a WebSocket, so their clients offer the key as a subprotocol. It is never echoed. */
const KEY_PROTOCOL = "openai-insecure-api-key.";
const VERSIONS: ReadonlySet<unknown> = new Set(["13", "8"]);
const KEY = /^[+/0-9A-Za-z]{22}==$/;

/** Refuses a handshake that could not be finished (RFC 6455, section 4.2.1), before anything is asked of anybody. Throws AppError. */
export function requireHandshake({ method, headers }: Pick<GatewayRequest, "method" | "headers">): void {
  if (method !== "GET" || String(headers.upgrade).toLowerCase() !== "websocket") throw upgradeRequired();
  if (!VERSIONS.has(headers["sec-websocket-version"])) throw upgradeRequired();
  if (!KEY.test(String(headers["sec-websocket-key"]))) {
    throw new AppError("invalid_request", "The sec-websocket-key header is missing or malformed.");
  }
}

/** For those who came without a WebSocket, or through a host that cannot carry one. */
export function upgradeRequired(): AppError {
  return new AppError(
    "upgrade_required",
    "This path speaks WebSocket, version 13. Open it as wss://…/api/v1/realtime?model=…; hosts that run Next alone cannot carry it.",
  );
}

/** What the server answers to the subprotocols offered: `realtime` where it is among them, else none. */
export function chosenProtocol(headers: Headers): string | null {
  return offered(headers).includes(PROTOCOL) ? PROTOCOL : null;
}

/** The call with the key its subprotocols carry among the headers keys are read from, so that two different ones conflict as ever. */
export function withOfferedKey(request: GatewayRequest): GatewayRequest {
  const carried = offered(request.headers).filter((name) => name.startsWith(KEY_PROTOCOL));
  const [key, second] = [...new Set(carried.map((name) => name.slice(KEY_PROTOCOL.length)))];
  if (key === undefined) return request;
  const own = request.headers["x-api-key"];
  if (second !== undefined || (own !== undefined && own !== key)) {
    throw new AppError("conflicting_credentials", "Two different keys were sent. Send one.");
  }
  return { ...request, headers: { ...request.headers, "x-api-key": key } };
}

function offered(headers: Headers): string[] {
  const names = headers["sec-websocket-protocol"] ?? "";
  return (typeof names === "string" ? names : names.join(",")).split(",").map((name) => name.trim());
}
