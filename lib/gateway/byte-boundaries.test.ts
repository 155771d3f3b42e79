import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { streamContentType } from "@/lib/providers/framing/read-frames";
import { findAdapter } from "@/lib/providers/registry";
import { findRelay } from "./steps/find-relay";
import { askGateway, DIALECT_CALLERS, type DialectCaller, eventsIn } from "./testing/dialect-callers";
import { modelAt, openGateway } from "./testing/open-gateway";
import { scriptedEgress } from "./testing/scripted-egress";
import { type CheckType, loadVendorTypes } from "./testing/vendor-types";

const PROVIDERS = new URL("../providers/", import.meta.url);

/** Every folder of lib/providers with recordings. */
const ADAPTERS = readdirSync(PROVIDERS).filter((folder) =>
  existsSync(new URL(`${folder}/fixtures/answer.json`, PROVIDERS)),
);

const UPSTREAM = {
  baseUrl: "https://upstream.example/v1",
  upstreamModel: "m",
  settings: { region: "us-east-1", project: "p-12345", location: "us-central1" },
};

let checkType: CheckType;
beforeAll(() => {
  checkType = loadVendorTypes(DIALECT_CALLERS.flatMap(({ types }) => [types.answer, types.event]));
}, 60_000);

describe.each(ADAPTERS)("the recorded stream of %s", (adapterId) => {
  const framing = findAdapter(adapterId)?.chat?.framing ?? "sse";
  let pieces: readonly Uint8Array[] = [];
  let contentType = "";
  const gateway = openGateway({
    models: [modelAt("asked", { adapterId, ...UPSTREAM })],
    credential: "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    egress: scriptedEgress(() => ({ contentType, pieces })),
  });

  async function streamed(caller: DialectCaller, given: readonly Uint8Array[]): Promise<string> {
    [contentType, pieces] = [streamContentType(framing), given];
    const { status, text } = await askGateway(gateway, caller, { model: "asked", text: "Hello", stream: true });
    expect(status, text).toBe(200);
    return withoutPassing(text);
  }

  it.each(DIALECT_CALLERS)("gives a caller of $dialect the same bytes for any partition", async (caller) => {
    const bytes = recordedStream(adapterId, caller);
    const expected = await streamed(caller, [bytes]);
    expect(eventsIn(expected).length).toBeGreaterThan(2);
    expect(eventsIn(expected).some(isError)).toBe(false);
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await streamed(caller, single)).toBe(expected);
    const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cuts, async (points) => {
        const edges = [0, ...points.toSorted((a, b) => a - b), bytes.length];
        const parts = edges.slice(1).map((to, at) => bytes.subarray(edges[at], to));
        expect(await streamed(caller, parts)).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each(DIALECT_CALLERS.filter((caller) => !isRelayed(adapterId, caller)))(
    "becomes objects of the vendor's own types for a caller of $dialect, and stays so where it is cut",
    async (caller) => {
      const bytes = recordedStream(adapterId, caller);
      for (const given of [bytes, bytes.subarray(0, (bytes.length * 2) / 3)]) {
        for (const event of eventsIn(await streamed(caller, [given])).filter((each) => !isUntyped(each))) {
          expect(checkType(caller.types.event, event), JSON.stringify(event)).toEqual([]);
        }
      }
      [contentType, pieces] = [
        "application/json",
        [readFileSync(new URL(`${adapterId}/fixtures/answer.json`, PROVIDERS))],
      ];
      const answer = await askGateway(gateway, caller, { model: "asked", text: "Hello", stream: false });
      expect(checkType(caller.types.answer, JSON.parse(answer.text)), answer.text).toEqual([]);
    },
  );
});

it("an oracle that says nothing would be noticed", () => {
  expect(checkType("ChatCompletion", { id: "x" })).not.toEqual([]);
  expect(checkType("ResponseStreamEvent", { type: "response.output_text.delta", delta: "x" })).not.toEqual([]);
  expect(checkType("RawMessageStreamEvent", { type: "message_delta", delta: { stop_reason: "done" } })).not.toEqual([]);
  expect(checkType("GenerateContentResponse", { candidates: [{ content: { parts: [{ text: 1 }] } }] })).not.toEqual([]);
});

function isRelayed(adapterId: string, { dialect }: DialectCaller): boolean {
  const adapter = findAdapter(adapterId);
  return adapter !== undefined && findRelay(adapter, dialect, UPSTREAM) !== null;
}

/** What the provider sends to such a call: those that speak a further dialect answer in it. */
function recordedStream(adapterId: string, caller: DialectCaller): Buffer {
  const adapter = findAdapter(adapterId);
  if (caller.dialect !== adapter?.dialect && isRelayed(adapterId, caller))
    return readFileSync(new URL("openai/fixtures/responses-stream.sse", PROVIDERS));
  const name = (adapter?.chat?.framing ?? "sse") === "sse" ? "stream.sse" : "stream.bin";
  return readFileSync(new URL(`${adapterId}/fixtures/${name}`, PROVIDERS));
}

/** What is new in every answer of a translated call: when it was made, and ids where the provider gives none. */
function withoutPassing(text: string): string {
  return text.replaceAll(/"(created|created_at)":\d+/g, '"$1":0').replaceAll(/\b(resp|msg|rs|fc|ctc)_\w+/g, "$1_x");
}

/** Errors inside a stream have no type in most libraries, which throw them as exceptions; numbered ones have. */
function isUntyped(event: unknown): boolean {
  return isError(event) && !(typeof event === "object" && event !== null && "sequence_number" in event);
}

function isError(event: unknown): boolean {
  return typeof event === "object" && event !== null && "error" in event && event.error !== null;
}
