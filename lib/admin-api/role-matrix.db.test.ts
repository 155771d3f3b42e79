import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent } from "@/db/schema";
import type { AdminRoute } from "./define-route";
import { ROUTES } from "./routes";
import {
  type AdminApiFixture,
  CALLERS,
  type CallerName,
  openAdminApiFixture,
  PUBLIC_URL,
} from "./testing/admin-api-fixture";
import type { MatrixCase, MatrixRequest } from "./testing/matrix-case";
import { MATRIX } from "./testing/matrix-cases";
import { MatrixWorld } from "./testing/matrix-world";

const nameOf = (route: AdminRoute) => `${route.method.toUpperCase()} ${route.path}`;

describe("role matrix", () => {
  let fixture: AdminApiFixture;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  it("has a line for every route, and no line for a route that does not exist", () => {
    expect(Object.keys(MATRIX).sort()).toEqual(ROUTES.map(nameOf).sort());
  });

  it.each(ROUTES.map((route) => [nameOf(route), route] as const))("%s", async (name, route) => {
    const line = MATRIX[name];
    if (line === undefined) throw new Error(`${name} has no line in the role matrix`);
    for (const caller of CALLERS) await checkCaller(fixture, route, line, caller);
    await checkStrangers(fixture, route, await line.send(new MatrixWorld(fixture, "owner")));
  });
});

async function checkCaller(fixture: AdminApiFixture, route: AdminRoute, line: MatrixCase, caller: CallerName) {
  const request = await line.send(new MatrixWorld(fixture, caller));
  const { id, token } = fixture.home.people[caller];
  const credentials = line.bySession
    ? { cookie: (await fixture.newCookie(id)).cookie, headers: { origin: PUBLIC_URL }, body: request.body ?? {} }
    : { token, body: request.body };
  const before = await auditRows(fixture);
  const { status, body } = await fixture.call(route.method.toUpperCase(), pathOf(route, request), credentials);
  const written = (await auditRows(fixture)) - before;
  expect({ caller, status, ...(status >= 500 ? { body } : {}) }).toEqual({
    caller,
    status: expected(route, line, caller),
  });
  expect({ caller, written }).toEqual({ caller, written: status < 300 && route.audited ? (line.rows ?? 1) : 0 });
}

/** Nobody, a virtual key, and a token without the scope get nothing, whatever the route. */
async function checkStrangers(fixture: AdminApiFixture, route: AdminRoute, request: MatrixRequest) {
  const [method, path] = [route.method.toUpperCase(), pathOf(route, request)];
  const { owner } = fixture.home.people;
  const unscoped = await fixture.newToken(fixture.home.id, owner.id, []);
  const before = await auditRows(fixture);
  expect((await fixture.call(method, path, { body: request.body })).status).toBe(401);
  expect((await fixture.call(method, path, { token: "gk_live_x", body: request.body })).status).toBe(401);
  expect((await fixture.call(method, path, { token: unscoped, body: request.body })).status).toBe(403);
  expect(await auditRows(fixture)).toBe(before);
}

function expected(route: AdminRoute, line: MatrixCase, caller: CallerName): number {
  if (line.allowed.includes(caller)) return route.status;
  return line.hidden.includes(caller) ? 404 : 403;
}

function pathOf(route: AdminRoute, { params, query }: MatrixRequest): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params?.[name] ?? name) + (query ?? "");
}

async function auditRows(fixture: AdminApiFixture): Promise<number> {
  const [row] = await fixture.database.orm
    .select({ n: count() })
    .from(auditEvent)
    .where(eq(auditEvent.organizationId, fixture.home.id));
  return row?.n ?? 0;
}
