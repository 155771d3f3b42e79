import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT } from "../faulty-upstream/scripted-answers";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { EVERY_LANE, type Expected } from "./misbehaviour-table";

/** Relayed, and translated from Chat Completions: the modes are the same, and so is what the caller must see. */
const LANES = ["gemini", "relay"] as const;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("contents misbehaviour");
  for (const lane of LANES) {
    await house.addModels(
      lane,
      EVERY_LANE.map(({ mode }) => mode),
    );
  }
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("relay", EVERY_LANE.at(-1)?.mode ?? ""));
}, 240_000);
afterAll(() => house.close());

interface Chunk {
  candidates?: { content?: { parts?: { text?: string }[] }; finishReason?: string }[];
  error?: { code: number; details: { reason: string }[] };
}

function textOf(chunks: readonly Chunk[]): string {
  const parts = chunks.flatMap(({ candidates = [] }) => candidates[0]?.content?.parts ?? []);
  return parts.map(({ text = "" }) => text).join("");
}

/** Throws for a frame whose data is no JSON. Line ends are the upstream's own where bytes are relayed. */
function chunksOf(body: string): Chunk[] {
  const lines = body.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  return lines
    .filter((line) => line.startsWith("data:"))
    .map((line) => JSON.parse(line.slice("data:".length)) as Chunk);
}

function expectStream(body: string, expected: "answer" | { ends: string }): void {
  const chunks = chunksOf(body);
  if (expected === "answer") {
    expect(textOf(chunks)).toBe(GOOD_TEXT);
    expect(chunks.some(({ candidates }) => candidates?.[0]?.finishReason === "STOP")).toBe(true);
    expect(chunks.every(({ error }) => error === undefined)).toBe(true);
  } else {
    expect(chunks.filter(({ error }) => error !== undefined)).toEqual([chunks.at(-1)]);
    expect(chunks.at(-1)?.error?.details[0]?.reason.toLowerCase()).toBe(expected.ends);
    expect(chunks.at(-1)?.error?.code).toBeGreaterThanOrEqual(500);
  }
}

async function check(model: string, stream: boolean, expected: Expected): Promise<void> {
  const verb = stream ? "streamGenerateContent?alt=sse" : "generateContent";
  const answer = await post(`${house.origin}/api/v1beta/models/${encodeURIComponent(model)}:${verb}`, {
    headers: { "x-goog-api-key": secret, "content-type": "application/json" },
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: newMarker() }] }] }),
  });
  expect(answer.cut).toBe(false);
  if (expected !== "answer" && "status" in expected) {
    const { error } = JSON.parse(answer.body) as Required<Chunk>;
    expect([answer.status, error.code]).toEqual([expected.status, expected.status]);
    expect(error.details[0]?.reason.toLowerCase()).toMatch(expected.code);
  } else if (stream) {
    expectStream(answer.body, expected);
  } else {
    expect(textOf([JSON.parse(answer.body) as Chunk])).toBe(GOOD_TEXT);
  }
  const record = await house.record(answer.headers.get("x-request-id") ?? "");
  expect(record.modelAsked).toBe(model);
  expect(Number(record.costUsd ?? 0)).toBeGreaterThanOrEqual(0);
}

describe.each(LANES)("a Gemini caller over the %s lane", (lane) => {
  it.concurrent.each(EVERY_LANE)("survives $mode on a stream", ({ mode, stream }) =>
    check(house.modelName(lane, mode), true, stream),
  );
  it.concurrent.each(EVERY_LANE)("survives $mode on a whole answer", ({ mode, whole }) =>
    check(house.modelName(lane, mode), false, whole),
  );
});
