import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { AdminRoute } from "./define-route";

type Registry = OpenAPIHono["openAPIRegistry"];

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: "Stable.", example: "not_found" }),
    detail: z.string().meta({ description: "What to do." }),
    request_id: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

const idempotencyHeader = z.object({
  "idempotency-key": z.string().max(255).optional().meta({
    description: "The same key with the same body runs once; a repeat within 24 hours gets the first answer.",
  }),
});

/** Puts every route into the OpenAPI document, with the permission it needs. */
export function registerRoutes(registry: Registry, routes: readonly AdminRoute[]): void {
  registry.registerComponent("securitySchemes", "apiToken", { type: "http", scheme: "bearer", bearerFormat: "ghp_…" });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-gatehouse.session",
  });
  for (const route of routes) registry.registerPath(pathOf(route));
}

/** The document as OpenAPI 3.1. */
export function openApiDocument(app: Pick<OpenAPIHono, "getOpenAPI31Document">, publicUrl: string): object {
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Gatehouse management API",
      version: "1",
      description:
        "Everything the portal does. Money is decimal strings in USD, times are RFC 3339 UTC, lists are keyset-paginated.",
    },
    servers: [{ url: publicUrl }],
  });
}

function pathOf(route: AdminRoute): Parameters<Registry["registerPath"]>[0] {
  return {
    method: route.method,
    path: route.path,
    operationId: route.verbName,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description ?? ""}\n\nNeeds the permission \`${route.permission}\`.`.trim(),
    security: [{ apiToken: [] }, { session: [] }],
    request: {
      ...(route.params instanceof z.ZodObject ? { params: route.params } : {}),
      ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
      ...(route.kind === "change" ? { headers: idempotencyHeader } : {}),
      ...(route.headers instanceof z.ZodObject ? { headers: route.headers } : {}),
      ...(route.body
        ? {
            body: {
              required: !route.body.safeParse({}).success,
              content: { "application/json": { schema: route.body } },
            },
          }
        : {}),
    },
    responses: {
      [route.status]: { description: route.summary, ...contentOf(route) },
      default: { description: "A refusal", content: { "application/problem+json": { schema: problem } } },
    },
  };
}

function contentOf({ answer, files }: AdminRoute) {
  if (answer !== null) return { content: { "application/json": { schema: answer } } };
  if (files.length === 0) return {};
  return { content: Object.fromEntries(files.map((type) => [type, { schema: z.string() }])) };
}
