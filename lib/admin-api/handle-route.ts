import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext } from "@/lib/admin/context";
import { keepAnswer, RepeatedAnswer } from "@/lib/admin/keep-answer";
import { AdminError } from "@/lib/errors/admin-error";
import type { AdminRoute, AnswerKeeper, RouteAnswer } from "./define-route";
import { parseHeaders, parsePart, readQuery } from "./parse-parts";
import { parseJsonBody, readBodyText, requireJsonContentType } from "./read-json-body";
import { refuseCrossSite } from "./refuse-cross-site";

interface RouteCall {
  request: Request;
  params: Record<string, string>;
  context: AdminContext;
}

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** Runs one route for an actor who is already known. Throws AdminError. */
export async function handleRoute(route: AdminRoute, { request, params, context }: RouteCall): Promise<RouteAnswer> {
  if (route.kind === "change") refuseCrossSite(request, context.actor, context.publicUrl);
  const url = new URL(request.url);
  const text = route.method === "get" ? "" : await readBodyText(request, route.bodyLimitBytes);
  if (text !== "") requireJsonContentType(request);
  const keeper = keeperOf(route, request, context, [route.method, url.pathname, url.search, text]);
  try {
    return await route.handle(
      context,
      async (schemas) => ({
        params: parsePart(schemas.params, params, "path"),
        query: parsePart(schemas.query, readQuery(url.searchParams), "query"),
        body: parsePart(schemas.body, parseJsonBody(text), "body"),
        headers: parseHeaders(schemas.headers, request.headers),
      }),
      keeper,
    );
  } catch (error) {
    if (error instanceof RepeatedAnswer) return error.answer as RouteAnswer;
    throw error;
  }
}

function keeperOf(
  route: AdminRoute,
  request: Request,
  context: AdminContext,
  fingerprint: readonly string[],
): AnswerKeeper | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || route.kind === "read") return null;
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new AdminError("invalid_request", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
  }
  return keepAnswer({ actorId: auditActor(context.actor).actorId, key, request: fingerprint });
}
