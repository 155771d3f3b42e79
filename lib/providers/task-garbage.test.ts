import fc from "fast-check";
import { describe, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { ADAPTERS } from "./registry";

const REQUESTS = {
  embed: { texts: ["a"] },
  rerank: { query: "a", documents: ["b"] },
  images: { prompt: "a", sent: [], count: 1 },
  speech: { text: "a", voice: "b" },
  transcribe: { sound: Buffer.alloc(1), format: "wav" },
} as const;

/** Anything that begins like an answer of one of them. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc.jsonValue().map((value) => ({ candidates: [{ content: { parts: [value] }, finishReason: "STOP" }] })),
  fc.jsonValue().map((value) => ({ candidates: [{ content: { parts: [{ inlineData: value }] } }] })),
  fc
    .jsonValue()
    .map((value) => ({ predictions: [value], images: [value], finish_reasons: value, usageMetadata: value })),
);

describe.each(ADAPTERS.map((adapter) => [adapter.id, adapter] as const))("%s", (_id, adapter) => {
  const tasks = (Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]).filter((name) => adapter[name]?.translate);
  it.runIf(tasks.length > 0)(
    `reads whatever answers its calls beside chat (${tasks.join(", ")}), or says that it cannot`,
    () => {
      const readers = tasks.map((name) => (body: unknown) => {
        const read = adapter[name]?.translate?.readAnswer as (answer: object, request: object) => unknown;
        return read({ body, headers: {} }, REQUESTS[name]);
      });
      fc.assert(
        fc.property(bodies, fc.constantFrom(...readers), (body, read) => {
          try {
            read(body);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
        }),
      );
    },
  );
});
