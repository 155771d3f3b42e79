import { expect, it } from "vitest";
import { fingerprint } from "./fingerprint";

const body = (text: string) => Buffer.from(JSON.stringify({ model: "m", messages: [{ role: "user", content: text }] }));

it("is the same for the same bytes, whatever buffer they lie in", () => {
  const bytes = body("tell me a story");
  const elsewhere = Buffer.concat([Buffer.alloc(3), bytes, Buffer.alloc(5)]).subarray(3, 3 + bytes.length);
  expect(fingerprint(elsewhere)).toBe(fingerprint(bytes));
});

it("differs for one changed byte anywhere in a usual body", () => {
  const bytes = body("x".repeat(800));
  const seen = new Set([fingerprint(bytes)]);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    seen.add(fingerprint(changed));
  }
  expect(seen.size).toBe(bytes.length + 1);
});

it("tells apart long conversations that grow, and those that differ only at their end", () => {
  const long = "word ".repeat(20_000);
  const seen = new Set([long, `${long}a`, `${long}b`, `${long} and on`].map((text) => fingerprint(body(text))));
  expect(seen.size).toBe(4);
});

it("spreads counters and ids over the whole range", () => {
  const prints = Array.from({ length: 20_000 }, (_, n) =>
    fingerprint(body(`classify item ${String(n).padStart(8, "0")}`)),
  );
  expect(new Set(prints).size).toBeGreaterThan(19_990);
});
