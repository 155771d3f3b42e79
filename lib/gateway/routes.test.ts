import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { matchRoute, ROUTES } from "./routes";

test.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
  "%s declares its meter and guarded text",
  (_name, route) => {
    expect(["model_call", "free"]).toContain(route.meter);
    expect(["prompt_and_answer", "prompt", "answer", "none"]).toContain(route.guardedText);
    expect(route.meter === "model_call").toBe(route.guardedText !== "none");
    expect(route.meter === "model_call").toBe(route.recorded);
  },
);

test.each(["v1", "v1beta"])("Next serves nothing else under /api/%s: one adapter over the same table", (version) => {
  const entries = readdirSync(new URL(`../../app/api/${version}`, import.meta.url), { recursive: true }).map(String);
  expect(entries.filter((entry) => entry.endsWith("route.ts"))).toEqual(["[...path]/route.ts"]);
});

test.each([
  ["POST", "/chat/completions", "found"],
  ["POST", "/chat/completions/", "found"],
  ["HEAD", "/models", "found"],
  ["GET", "/models/org/name", "found"],
  ["GET", "/chat/completions", "wrong_method"],
  ["DELETE", "/models/x", "wrong_method"],
  ["POST", "/chat/../me", "unknown"],
  ["GET", "/models/../me", "unknown"],
  ["GET", "/models//x", "unknown"],
  ["POST", "//chat/completions", "unknown"],
  ["POST", "/chat%2Fcompletions", "unknown"],
  ["GET", "/", "unknown"],
  ["GET", "", "unknown"],
])("%s %s is %s", (method, path, kind) => {
  expect(matchRoute({ method, path, version: "v1" }).kind).toBe(kind);
});

test.each([
  ["POST", "/models/m:generateContent", "/models/*:generateContent"],
  ["POST", "/models/org/m:7b:streamGenerateContent", "/models/*:streamGenerateContent"],
  ["POST", "/models/m:countTokens", "/models/*:countTokens"],
  ["GET", "/models", "/models"],
])("Google's clients find %s %s through either door", (method, path, route) => {
  for (const version of ["v1", "v1beta"] as const) {
    expect(matchRoute({ method, path, version })).toMatchObject({ kind: "found", route: { path: route } });
  }
});

test.each([
  ["POST", "/models/m:embedContents"],
  ["POST", "/models/:generateContent"],
  ["POST", "/models/../m:generateContent"],
  ["POST", "/chat/completions"],
  ["GET", "/me"],
])("%s %s does not exist at Google's door", (method, path) => {
  expect(matchRoute({ method, path, version: "v1beta" }).kind).not.toBe("found");
});
