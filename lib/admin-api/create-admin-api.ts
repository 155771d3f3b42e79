import { OpenAPIHono } from "@hono/zod-openapi";
import type { AdminDeps } from "@/lib/admin/context";
import { clientAddressOf } from "@/lib/auth/client-address";
import { resolveActor } from "@/lib/auth/resolve-actor";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import type { AdminRoute } from "./define-route";
import { renderDocsPage } from "./docs-page";
import { FileAnswer, fileResponse } from "./file-answer";
import { handleRoute } from "./handle-route";
import { openApiDocument, registerRoutes } from "./openapi";
import { problemResponse, toAdminError } from "./problem";
import { ROUTES } from "./routes";
import { StreamAnswer } from "./stream-answer";

export interface AdminApi {
  fetch(request: Request): Promise<Response>;
}

export interface AdminApiDeps extends AdminDeps {
  /** Told of every failure that is ours; the answer never shows it. */
  onInternalError(error: AdminError, requestId: string): void;
}

/** The management API under `/api/admin`: a plain `(Request) => Promise<Response>` that knows nothing of the server around it. */
export function createAdminApi(deps: AdminApiDeps): AdminApi {
  const app = new OpenAPIHono<{ Variables: { requestId: string } }>().basePath("/api/admin");
  app.use(async (context, next) => {
    context.set("requestId", newId("req"));
    await next();
    context.header("x-request-id", context.get("requestId"));
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "private, no-store");
    context.header("x-content-type-options", "nosniff");
  });
  registerRoutes(app.openAPIRegistry, ROUTES);
  app.get("/openapi.json", (context) => context.json(openApiDocument(app, deps.publicUrl)));
  app.get("/docs", (context) => {
    context.header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    return context.html(renderDocsPage(ROUTES));
  });
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
      const { now, database, keyring } = deps;
      const { raw } = context.req;
      const who = { database, keyring, now, publicUrl: deps.publicUrl };
      const actor = await resolveActor(raw, who);
      const requestId = context.get("requestId");
      const call = { ...deps, actor, requestId, clientAddress: clientAddressOf(raw) };
      const answer = await handleRoute(route, { request: raw, params: context.req.param(), context: call });
      if (answer.status === 204) return context.body(null, 204);
      if (answer.body instanceof FileAnswer) return fileResponse(answer.body);
      if (answer.body instanceof StreamAnswer) {
        return answer.body.respond(raw.signal, () => resolveActor(raw, { ...who, quietly: true }));
      }
      return Response.json(answer.body, { status: answer.status });
    });
  }
  app.notFound((context) => {
    const allowed = methodsOf(context.req.path);
    const response = problemResponse(noRoute(context.req.method, allowed), context.get("requestId"), deps.publicUrl);
    if (allowed.length > 0) response.headers.set("allow", allowed.join(", "));
    return response;
  });
  app.onError((thrown, context) => {
    const error = toAdminError(thrown);
    const requestId = context.get("requestId");
    if (error.status >= 500) deps.onInternalError(error, requestId);
    return problemResponse(error, requestId, deps.publicUrl);
  });
  return { fetch: async (request) => app.fetch(request) };
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function methodsOf(pathname: string): string[] {
  const segments = pathname.replace("/api/admin", "").split("/");
  return ROUTES.filter((route) => fits(route, segments)).map((route) => route.method.toUpperCase());
}

function fits(route: AdminRoute, segments: readonly string[]): boolean {
  const pattern = route.path.split("/");
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === segments[index] || (part.startsWith("{") && segments[index] !== ""))
  );
}

function noRoute(method: string, allowed: readonly string[]): AdminError {
  if (allowed.length > 0) {
    return new AdminError("method_not_allowed", `${method} does not work here. Use ${allowed.join(" or ")}.`);
  }
  return new AdminError("unknown_route", "There is no such route. See /api/admin/docs.");
}
