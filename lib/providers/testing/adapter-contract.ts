import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { ChatRequest } from "@/lib/llm/chat-request";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderAdapter, ProviderFailure, Target, UpstreamFailureResponse } from "../contract";
import { readFrames } from "../framing/read-frames";
import { checkStreamOrder } from "./check-stream-order";

/** What one recorded refusal must be read as; `body` names a file in fixtures/. */
interface RecordedFailure {
  status: number;
  headers?: Record<string, string>;
  body: string;
  reads: Pick<ProviderFailure, "code" | "retryable"> & { retryAfterMs?: number; message?: RegExp };
}

/** Everything an adapter's folder brings to the suite. `fixtures` ends with a slash. */
export interface AdapterRecordings {
  adapter: ProviderAdapter;
  fixtures: URL;
  /** What `answer.json` reads as. */
  answer: Answer;
  /** What `stream.sse`, or `stream.bin` of a binary framing, reads as. */
  stream: StreamEvent[];
  failures: Record<"contextLength" | "credential" | "rateLimit" | "htmlPage" | "overload", RecordedFailure>;
}

/** A key of no provider, in a shape that cannot occur by chance. */
const CANARY = "canary-credential-4f9d1c";

/** A target of the adapter under test, with the canary as its credential. */
export function targetOf(adapter: ProviderAdapter, changes: Partial<Target> = {}): Target {
  return {
    baseUrl: adapter.baseUrl ?? "https://upstream.example/v1",
    upstreamModel: "upstream-model",
    credential: new Secret(CANARY),
    capabilities: {},
    maxOutputTokens: null,
    settings: {},
    ...changes,
  };
}

/** The least a chat call can be. */
export function requestOf(changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model: "asked",
    messages: [{ role: "user", content: [{ type: "text", text: "Hello" }] }],
    tools: [],
    sampling: {},
    stop: [],
    answerFormat: { kind: "text" },
    choices: 1,
    stream: false,
    includeUsage: false,
    extra: {},
    ...changes,
  };
}

/** The suite every adapter passes: its recorded answer, its recorded stream cut at every byte and anyhow, five failures, request and probe. */
export function describeAdapterContract(recordings: AdapterRecordings): void {
  const { adapter } = recordings;
  describe(`${adapter.id} keeps the adapter contract`, () => {
    describeAnswers(recordings);
    describeFailures(recordings);
    describeRequests(adapter);
    describeGarbage(recordings);
  });
}

function describeAnswers({ adapter, fixtures, answer, stream }: AdapterRecordings): void {
  const chat = requireChat(adapter);
  const { framing = "sse" } = chat;
  const bytes = readFileSync(new URL(framing === "sse" ? "stream.sse" : "stream.bin", fixtures));
  const read = (...pieces: Uint8Array[]) => collect(chat.readStream(readFrames(inTurn(pieces), framing)));

  it("reads its recorded answer", () => {
    expect(chat.readAnswer(JSON.parse(readFileSync(new URL("answer.json", fixtures), "utf8")))).toEqual(answer);
  });

  it("reads its recorded stream in the hub's order", async () => {
    const events = await read(bytes);
    expect(events).toEqual(stream);
    expect(checkStreamOrder(events)).toEqual([]);
  });

  it("reads the same events wherever the bytes are cut", { timeout: 60_000 }, async () => {
    for (let cut = 1; cut < bytes.length; cut++) {
      expect(await read(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at byte ${cut}`).toEqual(stream);
    }
    expect(await read(...Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(stream);
  });

  it("reads the same events for any partition of the bytes", async () => {
    const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cuts, async (points) => {
        const edges = [0, ...points.toSorted((a, b) => a - b), bytes.length];
        expect(await read(...edges.slice(1).map((to, at) => bytes.subarray(edges[at], to)))).toEqual(stream);
      }),
    );
  });

  it("gives no end when the upstream breaks off before a finish", async () => {
    const events = await read(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(events.some(({ type }) => type === "finish")).toBe(false);
    expect(events.some(({ type }) => type === "end")).toBe(false);
  });
}

function describeFailures({ adapter, fixtures, failures }: AdapterRecordings): void {
  it.each(Object.entries(failures))("reads its recorded failure: %s", (_, { status, headers = {}, body, reads }) => {
    const text = readFileSync(new URL(body, fixtures), "utf8");
    const failure = adapter.readFailure({ status, headers, body: text });
    const { message = /./, ...rest } = reads;
    expect(failure).toMatchObject(rest);
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toMatch(/<[a-z!/]|sk-[\w*]|\b10\.\d+\.\d+\.\d+/);
  });

  it.each<[string, Omit<UpstreamFailureResponse, "status">]>([
    ["nothing", { headers: {}, body: "" }],
    ["half a JSON body", { headers: {}, body: '{"error":{"mess' }],
    ["JSON of the wrong shape", { headers: { "retry-after": "soon" }, body: '{"error":{"message":[],"code":{}}}' }],
    ["a JSON array", { headers: {}, body: '[{"error":null}]' }],
  ])("reads a 502 with %s as upstream_error without throwing", (_, response) => {
    expect(adapter.readFailure({ status: 502, ...response })).toMatchObject({
      code: "upstream_error",
      retryable: true,
    });
  });
}

/** An upstream may send anything: what cannot be read is our own error with a code, never a crash of the reader. */
function describeGarbage({ adapter, fixtures }: AdapterRecordings): void {
  const chat = requireChat(adapter);
  const recorded: unknown = JSON.parse(readFileSync(new URL("answer.json", fixtures), "utf8"));
  const garbage = fc.oneof(
    fc.jsonValue(),
    fc.jsonValue().map((value) => spoil(recorded, value)),
  );

  it("survives any JSON as a body, a failure or a stream", async () => {
    await fc.assert(
      fc.asyncProperty(garbage, async (body) => {
        expect(chat.readUsage(body)).toSatisfy((usage: unknown) => usage === undefined || typeof usage === "object");
        expect(adapter.readFailure({ status: 400, headers: {}, body: JSON.stringify(body) }).message).not.toBe("");
        await expectOnlyAppErrors(async () => chat.readAnswer(body));
        await expectOnlyAppErrors(() => collect(chat.readStream(inTurn([{ event: "", data: JSON.stringify(body) }]))));
      }),
      { numRuns: 200 },
    );
  });
}

/** The recorded answer with one member of each object replaced. */
function spoil(value: unknown, garbage: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => spoil(item, garbage));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const at = JSON.stringify(garbage).length % entries.length;
  return Object.fromEntries(
    entries.map(([name, member], index) => [name, index === at ? garbage : spoil(member, garbage)]),
  );
}

async function expectOnlyAppErrors(read: () => Promise<unknown>): Promise<void> {
  await read().catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
}

function describeRequests(adapter: ProviderAdapter): void {
  it.each([true, false])(
    "writes a request below the target's base URL with the key in one header (stream: %s)",
    (stream) => {
      const target = targetOf(adapter);
      const { url, headers, body } = requireChat(adapter).buildRequest(requestOf({ stream }), target);
      expect(url.startsWith(`${target.baseUrl}/`)).toBe(true);
      expectSafe({ url, headers, body: String(body) });
      expect(headers["content-type"]).toBe("application/json");
    },
  );

  it("writes a probe below the target's base URL with the key in one header", () => {
    const target = targetOf(adapter);
    const probe = adapter.buildProbe?.(target);
    if (probe === undefined) return expect(adapter.credentialSchema).toBeNull();
    expect(probe.url.startsWith(`${target.baseUrl}/`)).toBe(true);
    expectSafe({ url: probe.url, headers: probe.headers, body: probe.body ?? "" });
  });
}

function expectSafe({ url, headers, body }: { url: string; headers: Record<string, string>; body: string }): void {
  expect(`${url} ${body}`).not.toContain(CANARY);
  expect(Object.keys(headers)).toEqual(Object.keys(headers).map((name) => name.toLowerCase()));
  expect(Object.values(headers).filter((value) => value.includes(CANARY))).toHaveLength(1);
}

function requireChat(adapter: ProviderAdapter): NonNullable<ProviderAdapter["chat"]> {
  if (adapter.chat === undefined) throw new Error(`${adapter.id} has no chat capability`);
  return adapter.chat;
}

async function* inTurn<Item>(items: Item[]): AsyncGenerator<Item> {
  yield* items;
}
