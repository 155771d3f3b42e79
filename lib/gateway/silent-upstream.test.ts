import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultyUpstream, startFaultyUpstream } from "@/e2e/faulty-upstream/start-faulty-upstream";
import { DEFAULT_LIMITS } from "./deps";
import { askGateway, DIALECT_CALLERS, eventsIn } from "./testing/dialect-callers";
import { modelAt, type OpenGateway, openGateway } from "./testing/open-gateway";

/** Short, and yet long enough for a busy machine to bring the first event in time. */
const HEADERS_MS = 1_000;
const IDLE_MS = 500;
const TOTAL_MS = 2_500;
const LIMITS = {
  ...DEFAULT_LIMITS,
  streamHeadersMs: HEADERS_MS,
  wholeHeadersMs: HEADERS_MS,
  idleMs: IDLE_MS,
  totalMs: TOTAL_MS,
};

let upstream: FaultyUpstream;
let gateway: OpenGateway;

beforeAll(async () => {
  upstream = await startFaultyUpstream();
  const modes = ["silence", "headers-then-silence", "first-then-silence", "endless"];
  const place = { adapterId: "openai-compatible", baseUrl: upstream.openaiBaseUrl };
  gateway = openGateway({ models: modes.map((mode) => modelAt(mode, place)), limits: LIMITS });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

describe.concurrent.each(DIALECT_CALLERS)("a caller of $dialect", (caller) => {
  const ask = (model: string, stream: boolean) => askGateway(gateway, caller, { model, text: "Hello", stream });

  it.each(["silence", "headers-then-silence"])("gets a 504 when a provider keeps to %s", async (model) => {
    const answers = await Promise.all([ask(model, true), ask(model, false)]);
    expect(answers.map(({ status }) => status)).toEqual([504, 504]);
  });

  it.each(["first-then-silence", "endless"])("is told in the stream when a provider keeps to %s", async (model) => {
    const { status, text } = await ask(model, true);
    expect(status).toBe(200);
    expect(JSON.stringify(eventsIn(text).at(-1))).toMatch(/timeout|DEADLINE_EXCEEDED/i);
  });
});

it("every connection to the provider was let go", async () => {
  await expect.poll(() => upstream.journal.entries.every(({ abortedAt }) => abortedAt !== null)).toBe(true);
});
