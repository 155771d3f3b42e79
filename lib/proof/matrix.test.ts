import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES } from "@/lib/gateway/routes";
import { CONTROLS } from "./controls/registry";
import { inMatrixOrder, planMatrix } from "./matrix";
import { PROVEN_ROUTES } from "./proven-routes";
import { SAMPLES } from "./samples/registry";

const parts = { routes: PROVEN_ROUTES, controls: CONTROLS, samples: SAMPLES };
const NEW_ROUTE = { name: "POST /brand-new", method: "POST", meter: "model_call" } as const;

describe("the matrix", () => {
  it("comes from the gateway's own route table", () => {
    const { planned } = planMatrix(parts);
    const proven = new Set(planned.map(({ route }) => route.name));
    expect([...proven]).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`));
  });

  it("tries every control somewhere, and knows no route that is gone", () => {
    const tried = new Set(planMatrix(parts).planned.map(({ control }) => control.id));
    expect([...tried].sort()).toEqual(CONTROLS.map(({ id }) => id).sort());
    expect(Object.keys(SAMPLES).filter((name) => !PROVEN_ROUTES.some((route) => route.name === name))).toEqual([]);
  });

  it("has a failed cell for each control of a route without a sample", () => {
    const { planned, unproven } = planMatrix({ ...parts, routes: [NEW_ROUTE] });
    const wanted = CONTROLS.flatMap((control) => control.appliesTo(NEW_ROUTE).map((column) => [control.id, column]));
    expect(planned).toEqual([]);
    expect(unproven.map((cell) => [cell.control, cell.streamed ? "streamed" : "whole"])).toEqual(wanted);
    expect(unproven.every((cell) => !cell.passed && cell.seen.startsWith("no proof"))).toBe(true);
  });

  it("is in its own order, whichever cell was finished first", () => {
    const { unproven } = planMatrix({ ...parts, samples: {} });
    expect(inMatrixOrder(unproven.toReversed(), parts)).toEqual(unproven);
  });

  it("has no control file that the registry does not list", () => {
    const listed = new Set(CONTROLS.map(({ id }) => `${id.replaceAll("_", "-")}.ts`));
    const tools = ["call-at-once.ts", "columns.ts", "findings.ts", "registry.ts", "spend-limit.ts", "watch-key-die.ts"];
    const files = readdirSync(new URL("./controls", import.meta.url));
    expect(files.filter((file) => !tools.includes(file)).sort()).toEqual([...listed].sort());
  });

  it("has ids of its own and one sentence for each promise", () => {
    expect(new Set(CONTROLS.map(({ id }) => id)).size).toBe(CONTROLS.length);
    for (const { promise } of CONTROLS) expect(promise).toMatch(/^[A-Z].*\.$/);
  });
});
