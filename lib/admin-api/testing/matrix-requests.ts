import { ADMINS, atHome, LISTS, line, type MatrixCase, READERS, TEAM } from "./matrix-case";

/** Requests, what is said in them, and what is kept of it. */
export const REQUESTS_MATRIX: Record<string, MatrixCase> = {
  "GET /requests": line(LISTS),
  "GET /requests/{requestId}": atHome(TEAM, async (world) => ({ params: await world.request() })),
  "GET /requests/{requestId}/text": atHome([...READERS, "lead"], async (world) => ({ params: await world.request() })),
  "GET /privacy": line(READERS),
  "PATCH /privacy": line(ADMINS, async () => ({ body: { textTier: "none" } })),
  "PUT /projects/{projectId}/privacy": line(ADMINS, async (world) => ({
    params: await world.project(),
    body: { textTier: "text", textDays: 7 },
  })),
};
