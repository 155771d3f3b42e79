import { expect, test } from "vitest";
import { readCallerKey } from "./read-caller-key";

const read = (headers: Record<string, string>, { query = "", path = "/models/m:generateContent" } = {}) =>
  readCallerKey({ version: "v1beta", path, query, headers });

test.each([
  [{ authorization: "Bearer k" }, ""],
  [{ "x-api-key": "k" }, ""],
  [{ "x-goog-api-key": "k" }, ""],
  [{}, "alt=sse&key=k"],
  [{ "x-goog-api-key": "k", authorization: "bearer k" }, "key=k&key=k"],
])("finds the key in %j and ?%s", (headers, query) => {
  expect(read(headers, { query })).toBe("k");
});

test.each([
  [{ "x-goog-api-key": "k" }, "key=other"],
  [{}, "key=k&key=other"],
  [{ authorization: "Bearer k", "x-api-key": "other" }, ""],
])("refuses two keys in %j and ?%s", (headers, query) => {
  expect(() => read(headers, { query })).toThrowError(expect.objectContaining({ code: "conflicting_credentials" }));
});

test("takes no key from the query of a path that is not Google's", () => {
  expect(() => read({}, { query: "key=k", path: "/chat/completions" })).toThrowError(
    expect.objectContaining({ code: "invalid_api_key" }),
  );
});
