import {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anthropicClient, anthropicErrorOf, messagePrompt } from "./harness/anthropic-client";
import { newMarker } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

const MODES = ["good", "status:400", "status:401", "status:500", "overloaded", "rate-limited:7", "error-mid"];
const LANES = ["anthropic", "relay"] as const;

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("messages errors");
  for (const lane of LANES) await house.addModels(lane, MODES);
  await house.addModels("relay", ["json"], { priced: false });
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("relay", "json"));
});
afterAll(() => house.close());

async function refusalOf(key: string, model: string, terms: object = {}) {
  const error = await anthropicErrorOf(
    anthropicClient(key).messages.create({ ...messagePrompt(model, newMarker()), ...terms }),
  );
  expect(error.requestID).toMatch(/^req_/);
  expect(error.error).toMatchObject({ type: "error", request_id: error.requestID });
  return error;
}

/** The dialect's word and ours. */
function wordsOf(error: { error: unknown }): { type: string; code: string } {
  const { error: body } = error.error as { error: { type: string; details: { error_code: string } } };
  return { type: body.type, code: body.details.error_code };
}

describe("what policy refuses", () => {
  it("an unknown key is an AuthenticationError", async () => {
    const error = await refusalOf("gk_live_nonsense", house.modelName("relay", "good"));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(wordsOf(error)).toEqual({ type: "authentication_error", code: "invalid_api_key" });
  });

  it("a key in x-api-key works like one in Authorization; two that differ do not", async () => {
    const body = JSON.stringify(messagePrompt(house.modelName("anthropic", "good"), newMarker()));
    const headers = { "x-api-key": secret, "content-type": "application/json" };
    expect((await post(`${house.origin}/api/v1/messages`, { headers, body })).status).toBe(200);
    const both = { ...headers, authorization: "Bearer gk_live_other" };
    const refused = await post(`${house.origin}/api/v1/messages`, { headers: both, body });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body)).toMatchObject({ type: "error", error: { type: "invalid_request_error" } });
  });

  it("an unknown model is a NotFoundError, a forbidden one a PermissionDeniedError", async () => {
    const unknown = await refusalOf(secret, "no-such-model");
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(wordsOf(unknown)).toEqual({ type: "not_found_error", code: "model_not_found" });
    const limited = await house.newKey({ allowedModels: [house.modelName("relay", "good")] });
    const forbidden = await refusalOf(limited.secret, house.modelName("anthropic", "good"));
    expect(forbidden).toBeInstanceOf(PermissionDeniedError);
    expect(wordsOf(forbidden)).toEqual({ type: "permission_error", code: "model_not_allowed" });
  });

  it("a budget that is used up is a RateLimitError that says whose, and not to try again", async () => {
    const key = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "0" }] });
    const error = await refusalOf(key.secret, house.modelName("anthropic", "good"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(wordsOf(error)).toEqual({ type: "rate_limit_error", code: "budget_exceeded" });
    expect(error.headers?.get("x-should-retry")).toBe("false");
    expect(error.error).toMatchObject({ error: { gatehouse: { scope: "key", unit: "usd" } } });
  });

  it.each([
    ["messages that are no list", { messages: "hi" }, "messages"],
    ["a bound that is no number", { max_tokens: "many" }, "max_tokens"],
  ])("%s is a BadRequestError that names the parameter", async (_, terms, param) => {
    const error = await refusalOf(secret, house.modelName("anthropic", "good"), terms);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.error).toMatchObject({ error: { type: "invalid_request_error", details: { param } } });
  });

  it("a version nobody has described, and a path that is not there, are told in the same shape", async () => {
    const versioned = anthropicClient(secret, { headers: { "anthropic-version": "1999-01-01" } });
    const error = await anthropicErrorOf(versioned.messages.create(messagePrompt("any", newMarker())));
    expect(error.error).toMatchObject({ error: { details: { param: "anthropic-version" } } });
    const missing = await anthropicErrorOf(anthropicClient(secret).get("/v1/files"));
    expect(missing).toBeInstanceOf(NotFoundError);
    expect(missing.error).toMatchObject({ type: "error", error: { type: "not_found_error" } });
    expect(missing.requestID).toMatch(/^req_/);
  });

  it("what only Anthropic can do is refused by name where another model was asked", async () => {
    for (const [terms, param] of [
      [{ tools: [{ type: "web_search_20260318", name: "web_search" }] }, "tools[0].type"],
      [{ inference_geo: "eu" }, "inference_geo"],
      [
        { messages: [{ role: "user", content: [{ type: "container_upload", file_id: "f" }] }] },
        "messages[0].content[0]",
      ],
    ] as const) {
      const error = await refusalOf(secret, house.modelName("relay", "good"), terms);
      expect(error.error).toMatchObject({ error: { details: { error_code: "unsupported_parameter", param } } });
    }
  });
});

describe.each(LANES)("what the upstream of the %s lane does wrong", (lane) => {
  it.each([
    ["status:400", 400, "invalid_request_error", BadRequestError],
    ["status:401", 502, "api_error", InternalServerError],
    ["status:500", 502, "api_error", InternalServerError],
    ["overloaded", 529, "overloaded_error", InternalServerError],
    ["rate-limited:7", 429, "rate_limit_error", RateLimitError],
  ] as const)("%s becomes %i %s", async (mode, status, type, kind) => {
    const error = await refusalOf(secret, house.modelName(lane, mode));
    expect(error).toBeInstanceOf(kind);
    expect([error.status, wordsOf(error).type]).toEqual([status, type]);
    if (mode.startsWith("rate-limited")) expect(error.headers?.get("retry-after")).toBe("7");
  });

  it("an error in the middle of a stream is one event, and the SDK throws it", async () => {
    const asked = messagePrompt(house.modelName(lane, "error-mid"), newMarker());
    const error = await anthropicErrorOf(anthropicClient(secret).messages.stream(asked).finalMessage());
    expect(error.error).toMatchObject({ type: "error", error: { type: expect.stringMatching(/_error$/) } });
    const raw = await post(`${house.origin}/api/v1/messages`, {
      headers: { "x-api-key": secret, "content-type": "application/json" },
      body: JSON.stringify({ ...asked, stream: true }),
    });
    const frames = raw.body.split("\n\n").filter((frame) => frame !== "");
    expect(frames.at(-1)).toMatch(/^event: error\ndata: \{"type":"error"/);
    expect(raw.body).not.toContain("message_stop");
  });
});
