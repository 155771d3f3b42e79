import { describe, expect, it } from "vitest";
import { targetOf } from "../testing/adapter-contract";
import { gemini } from "./adapter";
import { buildRelay, countTokens } from "./relay";

const TARGET = targetOf(gemini, { upstreamModel: "up/1" });
const BASE = "https://generativelanguage.googleapis.com/v1beta/models/up%2F1";

describe("a relayed call", () => {
  it("names the upstream's model in the path and leaves the body alone", () => {
    const relay = buildRelay({ stream: true, streamOptions: undefined }, TARGET);
    expect(relay).toMatchObject({
      url: `${BASE}:streamGenerateContent?alt=sse`,
      splices: { set: {}, remove: ["model"] },
    });
    expect(relay.headers["x-goog-api-key"]).toBeDefined();
    expect(relay.splices.within).toBeUndefined();
  });

  it.each([
    [[], { generationConfig: { maxOutputTokens: 9 } }],
    [["generation_config.max_output_tokens"], { generation_config: { max_output_tokens: 9 } }],
  ])("puts an imposed bound under the names the caller used: %j", (members, within) => {
    const asking = { stream: false, streamOptions: undefined, outputBound: { tokens: 9, members } };
    expect(buildRelay(asking, TARGET).splices.within).toEqual(within);
  });
});

describe("counting", () => {
  it("names the upstream's model in a call inside the body too", () => {
    const relay = countTokens.buildRelay({ body: { generateContentRequest: { model: "models/x" } } }, TARGET);
    expect(relay.url).toBe(`${BASE}:countTokens`);
    expect(relay.splices.within).toEqual({ generateContentRequest: { model: "models/up/1" } });
  });

  it("reads the total, and nothing from a body without one", () => {
    expect([countTokens.readCount({ totalTokens: 7 }), countTokens.readCount({ totalTokens: "7" })]).toEqual([
      7,
      undefined,
    ]);
  });
});
