import { describe, expect, it } from "vitest";
import { Secret } from "@/lib/crypto/secret";
import { carryProof } from "@/lib/llm/carried-proof";
import type { JsonObject } from "@/lib/llm/json";
import type { Target } from "../contract";
import { buildRelay, countTokens, relaySplices } from "./relay";

const TARGET: Target = {
  baseUrl: "https://api.anthropic.com/v1",
  upstreamModel: "claude-opus-5-5",
  credential: new Secret("key"),
  capabilities: {},
  maxOutputTokens: null,
  settings: {},
};
const bounded = (body: JsonObject, tokens: number) =>
  relaySplices({ body, outputBound: { tokens, members: ["max_tokens"] } }, TARGET);

describe("a relayed Messages call", () => {
  it("goes to the upstream with its key, its version and the caller's betas, and changes the model's name alone", () => {
    const headers = { "anthropic-version": "2026-10-21", "anthropic-beta": "a,b" };
    expect(buildRelay({ body: {}, stream: true, streamOptions: undefined, headers }, TARGET)).toEqual({
      url: "https://api.anthropic.com/v1/messages",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        "x-api-key": "key",
        ...headers,
      },
      splices: { set: { model: "claude-opus-5-5" }, remove: [] },
    });
    expect(buildRelay({ stream: false, streamOptions: undefined }, TARGET).headers).toMatchObject({
      "anthropic-version": "2023-06-01",
    });
  });

  it("is counted without what says how to answer", () => {
    expect(countTokens.buildRelay({ body: {} }, TARGET)).toMatchObject({
      url: "https://api.anthropic.com/v1/messages/count_tokens",
      splices: { set: { model: "claude-opus-5-5" }, remove: ["stream", "max_tokens"] },
    });
    expect(countTokens.readCount({ input_tokens: 7 })).toBe(7);
    expect(countTokens.readCount({ input_tokens: -1 })).toBeUndefined();
  });

  it("keeps the thinking budget below a bound that policy lowers, and thinks no more where none fits", () => {
    const thinking = { type: "enabled", budget_tokens: 8_000, display: "omitted" };
    expect(bounded({ thinking }, 9_000).set).toEqual({ model: "claude-opus-5-5", max_tokens: 9_000 });
    expect(bounded({ thinking }, 4_000).set.thinking).toEqual({ ...thinking, budget_tokens: 2_000 });
    expect(bounded({ thinking }, 1_024)).toMatchObject({ remove: ["thinking"] });
    expect(bounded({ thinking: { type: "adaptive" } }, 100).remove).toEqual([]);
  });

  it("sends back no proof that Anthropic did not make, and its own as it was", () => {
    const own = { type: "thinking", thinking: "t", signature: "EqQB" };
    const through = (block: object, madeBy: string) => ({
      ...block,
      signature: carryProof({ use: "reasoning", madeBy, proof: "EqQB" }),
    });
    const call = { type: "redacted_thinking", data: carryProof({ use: "call", madeBy: "", proof: "x" }) };
    const text = { type: "text", text: "hi" };
    const user = { role: "user", content: "hi" };
    const messages = [
      user,
      { role: "assistant", content: [through(own, "gemini"), text, call] },
      { role: "assistant", content: [through(own, "anthropic"), own] },
      { role: "assistant", content: [call] },
    ];
    expect(relaySplices({ body: { messages } }, TARGET).set.messages).toEqual([
      user,
      { role: "assistant", content: [text] },
      { role: "assistant", content: [own, own] },
      { role: "assistant", content: [{ type: "text", text: "." }] },
    ]);
    expect(relaySplices({ body: { messages: [user, { role: "assistant", content: [own] }] } }, TARGET).set).toEqual({
      model: "claude-opus-5-5",
    });
  });
});
