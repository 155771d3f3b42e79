import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AdminRoute } from "./define-route";
import { ROUTES } from "./routes";

/** Every object inside a schema, with its place. */
function objectsIn(schema: z.core.$ZodType, path: string, seen = new Set<z.core.$ZodType>()): [string, z.ZodObject][] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own: [string, z.ZodObject][] = schema instanceof z.ZodObject ? [[path, schema]] : [];
  const { def } = schema._zod;
  const inner = Object.entries(def).flatMap(([name, value]) => childrenOf(name, value));
  return [...own, ...inner.flatMap(([name, child]) => objectsIn(child, `${path}.${name}`, seen))];
}

function childrenOf(name: string, value: unknown): [string, z.core.$ZodType][] {
  if (value instanceof z.core.$ZodType) return [[name, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, child]): [string, z.core.$ZodType][] =>
    child instanceof z.core.$ZodType ? [[key, child]] : [],
  );
}

describe("routes", () => {
  it("refuse unknown fields at every depth of a body", () => {
    const open = ROUTES.flatMap((route) => {
      if (route.body === undefined) return [];
      const top = route.body instanceof z.ZodObject ? [route.body] : [];
      return objectsIn(route.body, `${route.method} ${route.path}`)
        .filter(([, schema]) => !top.includes(schema) && !(schema.def.catchall instanceof z.ZodNever))
        .map(([place]) => place);
    });
    expect(open).toEqual([]);
  });

  it("mark every answer that shows a secret, so that a repeat does not keep it", () => {
    const shown = ROUTES.filter((route) => {
      const json = JSON.stringify(
        route.answer === null ? {} : z.toJSONSchema(route.answer, { io: "input", unrepresentable: "any" }),
      );
      return /"secret"|"url":\{[^}]*sign-in|alreadyShown/.test(json) && route.kind === "change";
    });
    expect(shown.filter((route) => !route.showsSecret).map((route) => route.verbName)).toEqual([]);
    expect(shown.length).toBeGreaterThan(3);
  });

  it("have a method and path of their own, and a verb that changes only behind a method that changes", () => {
    const names = ROUTES.map((route) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, "{}")}`);
    expect(new Set(names).size).toBe(names.length);
    // A dry run reads, but what it reads is too large for an address.
    const asked = (route: AdminRoute) => route.method === "get" || route.path.endsWith("/dry-run");
    for (const route of ROUTES) expect(`${route.path} ${route.kind === "read"}`).toBe(`${route.path} ${asked(route)}`);
  });
});
