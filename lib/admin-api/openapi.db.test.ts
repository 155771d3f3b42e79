import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminRoute } from "./define-route";
import { ROUTES } from "./routes";
import { type AdminApiFixture, openAdminApiFixture, PUBLIC_URL } from "./testing/admin-api-fixture";
import { MATRIX } from "./testing/matrix-cases";
import { MatrixWorld } from "./testing/matrix-world";

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

const keyOf = ({ method, path }: AdminRoute) => `${method.toUpperCase()} ${path}`;

/** A JSON pointer's part, as it stands in a URI fragment. */
const pointed = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

describe("the OpenAPI document", () => {
  let fixture: AdminApiFixture;
  let document: Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);

  const operationOf = ({ method, path }: AdminRoute) => document.paths[`/api/admin${path}`]?.[method];
  const expectFit = (route: AdminRoute, where: readonly string[], value: unknown) => {
    const pointer = ["paths", `/api/admin${route.path}`, route.method, ...where].map(pointed).join("/");
    const validate = ajv.getSchema(`gatehouse#/${pointer}`);
    if (validate === undefined) throw new Error(`${keyOf(route)} has no schema at ${where.join(".")}`);
    expect({ ok: validate(value), errors: validate.errors ?? [] }).toEqual({ ok: true, errors: [] });
  };

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    document = (await fixture.call<Document>("GET", "/openapi.json")).body;
    ajv.addSchema({ $id: "gatehouse", ...document });
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  it("has every route of the router and nothing else, each under a name of its own", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace("/api/admin", "")}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(keyOf).sort());
    const names = ROUTES.map((route) => operationOf(route)?.operationId);
    expect(new Set(names).size).toBe(ROUTES.length);
  });

  it("names every parameter of a path, every body and every way to answer", () => {
    for (const route of ROUTES) {
      const operation = operationOf(route);
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = operation?.parameters?.filter((one) => one.in === "path").map(({ name }) => name) ?? [];
      expect({ route: keyOf(route), inPath: described.sort() }).toEqual({ route: keyOf(route), inPath: inPath.sort() });
      expect(operation?.requestBody !== undefined).toBe(route.body !== undefined);
      const content = Object.keys(operation?.responses[String(route.status)]?.content ?? {});
      const expected = route.answer === null ? [...route.files] : ["application/json"];
      expect({ route: keyOf(route), content }).toEqual({ route: keyOf(route), content: expected });
      expect(operation?.responses.default?.content).toHaveProperty(["application/problem+json"]);
      if (route.kind === "change") {
        expect(operation?.parameters?.map(({ name }) => name)).toContain("idempotency-key");
      }
    }
  });

  it.each(ROUTES.map((route) => [keyOf(route), route] as const))(
    "%s: what is asked and answered fits it",
    async (name, route) => {
      const line = MATRIX[name];
      if (line === undefined) throw new Error(`${name} has no line in the role matrix`);
      const { params, query, body } = await line.send(new MatrixWorld(fixture, "owner"));
      const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, part: string) => params?.[part] ?? part) + (query ?? "");
      const { id, token } = fixture.home.people.owner;
      const credentials = line.bySession
        ? { cookie: (await fixture.newCookie(id)).cookie, headers: { origin: PUBLIC_URL }, body: body ?? {} }
        : { token, body };
      if (body !== undefined) expectFit(route, ["requestBody", "content", "application/json", "schema"], body);
      const answer = await fixture.call<unknown>(route.method.toUpperCase(), path, credentials);
      expect(answer.status).toBe(route.status);
      const refused = await fixture.call<unknown>(route.method.toUpperCase(), path, { body });
      expectFit(route, ["responses", "default", "content", "application/problem+json", "schema"], refused.body);
      if (route.files.length > 0) expect(route.files).toContain(answer.headers.get("content-type"));
      if (route.answer === null) return;
      expectFit(route, ["responses", String(route.status), "content", "application/json", "schema"], answer.body);
    },
  );
});
