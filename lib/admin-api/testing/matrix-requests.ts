import { ADMINS, atHome, LISTS, line, type MatrixCase, READERS, TEAM } from "./matrix-case";
import { fresh } from "./matrix-world";

/** Requests, what is said in them, and what is kept of it. */
export const REQUESTS_MATRIX: Record<string, MatrixCase> = {
  "GET /requests": line(LISTS),
  "GET /requests/live": line(LISTS),
  "GET /requests/{requestId}": atHome(TEAM, async (world) => ({ params: await world.request() })),
  "GET /requests/{requestId}/text": atHome([...READERS, "lead"], async (world) => ({ params: await world.request() })),
  "GET /request-texts": line([...READERS, "lead", "neighbour"], async () => ({ query: "?words=invoice" })),
  "GET /request-sessions": line(LISTS),
  "GET /request-session": atHome(TEAM, async (world) => ({
    query: `?sessionId=${encodeURIComponent((await world.sessionOfCalls()).sessionId)}`,
  })),

  "GET /end-users": line(LISTS),
  "GET /request-views": line(LISTS),
  "POST /request-views": line(LISTS, async () => ({ body: { name: fresh("view"), query: "outcome=failed" } })),
  "DELETE /request-views/{viewId}": line(LISTS, async (world) => ({ params: await world.requestView() })),
  "GET /request-exports": line([...READERS, "lead", "neighbour"]),
  "POST /request-exports": line([...READERS, "lead", "neighbour"], async () => ({ body: { format: "csv" } })),
  "GET /request-exports/{exportId}/file": line([...READERS, "lead", "neighbour"], async (world) => ({
    params: await world.requestExport(),
  })),
  "GET /erasures": line(READERS),
  "POST /erasures": line(ADMINS, async () => ({ body: { endUser: fresh("customer") } })),
  "GET /privacy": line(READERS),
  "PATCH /privacy": line(ADMINS, async () => ({ body: { textTier: "none" } })),
  "PUT /projects/{projectId}/privacy": line(ADMINS, async (world) => ({
    params: await world.project(),
    body: { textTier: "text", textDays: 7 },
  })),
};
