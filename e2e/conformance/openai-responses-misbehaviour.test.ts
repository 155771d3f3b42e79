import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

const LANES = ["openai", "relay", "anthropic", "gemini"] as const;
const MODES = [
  "reset-on-request",
  "headers-then-reset",
  "reset-mid",
  "eof-mid",
  "empty-body",
  "crlf",
  "bom",
  "comments",
  "no-space",
  "utf8-split",
  "malformed-first",
  "malformed-mid",
  "missing-blank-line",
  "no-terminal",
  "double-terminal",
  "data-after-terminal",
  "error-first",
  "error-mid",
  "html",
  "not-json",
  "json-null",
  "json-for-stream",
  "stream-for-json",
  "error-with-200",
  "usage-absent",
  "usage-negative",
  "usage-nan",
  "gzip",
  "status:401",
  "status:404",
  "status:500",
  "status-html",
  "rate-limited:7",
  "overloaded",
];
const TERMINAL = new Set(["response.completed", "response.incomplete", "response.failed", "error"]);

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("bent responses");
  let last = "";
  for (const lane of LANES) [last = ""] = (await house.addModels(lane, MODES)).slice(-1);
  secret = (await house.newKey()).secret;
  await house.served(secret, last);
});
afterAll(() => house.close());

describe.each(LANES)("a provider that misbehaves over the %s lane", (lane) => {
  it.concurrent.each(MODES)("%s ends in a proper status or a well-formed last event, with one record", async (mode) => {
    for (const stream of [false, true]) {
      const body = JSON.stringify({ model: house.modelName(lane, mode), input: newMarker(), stream });
      const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
      const answer = await post(`${house.origin}/api/v1/responses`, { headers, body });
      expect(answer.cut).toBe(false);
      if (answer.status !== 200) expectError(answer);
      else if (stream) expectEnd(answer.body);
      else expect(JSON.parse(answer.body)).toMatchObject({ object: "response" });
      const record = await house.record(answer.headers.get("x-request-id") ?? "");
      expect(record.streamed).toBe(stream);
    }
  });
});

function expectError({ status, body }: { status: number; body: string }): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).not.toBe(401);
  expect(JSON.parse(body)).toMatchObject({ error: { message: expect.any(String), code: expect.any(String) } });
}

/** Every event is JSON of the type its name says; the last one is a terminal one. */
function expectEnd(body: string): void {
  const frames = body
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n\n");
  const events = frames.flatMap((frame) => {
    const data = /^data: ?(.*)$/m.exec(frame)?.[1];
    return data === undefined || data === "[DONE]" ? [] : [JSON.parse(data) as { type: string }];
  });
  expect(TERMINAL).toContain(events.at(-1)?.type);
}
