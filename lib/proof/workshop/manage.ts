import type { AdminContext } from "@/lib/admin/context";
import { handleRoute } from "@/lib/admin-api/handle-route";
import { ROUTES } from "@/lib/admin-api/routes";
import type { Manage } from "./contract";

/**
 * The management API in this process for whoever `context` says, with its parsing, permissions and audit rows; without a socket,
 * because only what an application does must come from outside. Throws AdminError.
 */
export function createManage(context: AdminContext): Manage {
  return async <Answer>(method: string, path: string, body?: Record<string, unknown>): Promise<Answer> => {
    const url = new URL(`/api/admin${path}`, context.publicUrl);
    const pathname = url.pathname.slice("/api/admin".length);
    for (const route of ROUTES) {
      const params = route.method.toUpperCase() === method ? paramsOf(route.path, pathname) : null;
      if (params === null) continue;
      const request = new Request(url, {
        method,
        headers: { "content-type": "application/json" },
        ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
      });
      return (await handleRoute(route, { request, params, context })).body as Answer;
    }
    throw new Error(`the management API has no ${method} ${pathname}`);
  };
}

/** `/keys/{keyId}/revoke` against a path; null when it is another route's. */
function paramsOf(template: string, path: string): Record<string, string> | null {
  const names = template.split("/");
  const values = path.split("/");
  if (names.length !== values.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? "";
    if (name.startsWith("{")) params[name.slice(1, -1)] = decodeURIComponent(value);
    else if (name !== value) return null;
  }
  return params;
}
