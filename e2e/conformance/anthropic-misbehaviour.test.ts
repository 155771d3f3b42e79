import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT } from "../faulty-upstream/scripted-answers";
import { recordsMatching } from "./harness/admin";
import { messagePrompt } from "./harness/anthropic-client";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { until } from "./harness/until";
import { EVERY_LANE, type Expected } from "./misbehaviour-table";

/** Relayed, and translated from Chat Completions: the modes are the same, and so is what the caller must see. */
const LANES = ["anthropic", "relay"] as const;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("messages misbehaviour");
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

interface Event {
  type: string;
  delta?: { text?: string };
  error?: { type: string; details: { error_code: string } };
}

/** Throws for a frame that is neither an event with its name nor a comment. Line ends are the upstream's own where bytes are relayed. */
function eventsOf(body: string): Event[] {
  const frames = body
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n\n");
  return frames.flatMap((frame) => {
    const lines = frame.split("\n").filter((line) => line !== "" && !line.startsWith(":"));
    const data = lines.find((line) => line.startsWith("data:"))?.replace(/^data: ?/, "");
    if (data === undefined) return [];
    const event = JSON.parse(data) as Event;
    // The mode `comments` parts names from their data, and relayed bytes stay as they came.
    const name = lines.find((line) => line.startsWith("event:"))?.replace(/^event: ?/, "");
    if (name !== undefined) expect(name).toBe(event.type);
    return [event];
  });
}

function expectStream(body: string, expected: "answer" | { ends: string }): void {
  const events = eventsOf(body);
  const last = events.at(-1);
  expect(events.filter(({ type }) => type === "message_stop" || type === "error")).toEqual([last]);
  if (expected === "answer") {
    expect(last?.type).toBe("message_stop");
    expect(events.map(({ delta }) => delta?.text ?? "").join("")).toBe(GOOD_TEXT);
  } else {
    expect(last?.error?.details.error_code).toBe(expected.ends);
  }
}

function expectWhole(body: string): void {
  const message = JSON.parse(body) as { content: { text?: string }[] };
  expect(message.content.map(({ text }) => text ?? "").join("")).toBe(GOOD_TEXT);
}

function expectRefusal(answer: { status: number; body: string }, expected: { status: number; code: string | RegExp }) {
  const overloaded = expected.status === 503;
  const body = JSON.parse(answer.body) as { type: string; error: { details: { error_code: string } } };
  expect(answer.status).toBe(overloaded ? 529 : expected.status);
  expect(body.type).toBe("error");
  expect(body.error.details.error_code).toMatch(expected.code);
}

async function check(model: string, stream: boolean, expected: Expected): Promise<void> {
  const marker = newMarker();
  const answer = await post(`${house.origin}/api/v1/messages`, {
    headers: { "x-api-key": secret, "content-type": "application/json" },
    body: JSON.stringify({ ...messagePrompt(model, marker), stream }),
  });
  expect(answer.cut).toBe(false);
  if (expected !== "answer" && "status" in expected) expectRefusal(answer, expected);
  else if (stream) expectStream(answer.body, expected);
  else expectWhole(answer.body);
  const records = await until(
    async () => {
      const found = await recordsMatching(marker);
      return found.length > 0 ? found : undefined;
    },
    { what: `the record of ${model}` },
  );
  expect(records).toHaveLength(1);
  expect(Number(records[0]?.costUsd ?? 0)).toBeGreaterThanOrEqual(0);
}

describe.each(LANES)("a Messages caller over the %s lane", (lane) => {
  it.concurrent.each(EVERY_LANE)("survives $mode on a stream", ({ mode, stream }) =>
    check(house.modelName(lane, mode), true, stream),
  );
  it.concurrent.each(EVERY_LANE)("survives $mode on a whole answer", ({ mode, whole }) =>
    check(house.modelName(lane, mode), false, whole),
  );
});
