import { describe, expect, it } from "vitest";
import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";
import { findAdapter } from "@/lib/providers/registry";
import type { Asked } from "../asked";
import { boundOutput } from "./bound-output";
import { sizeFactsOf } from "./size-facts";

const target = (adapterId: string, upstreamModel: string) => ({ adapterId, upstreamModel }) as DeploymentPolicy;
const model = (terms: Partial<ModelPolicy>) =>
  ({ id: "mdl_1", maxOutputTokens: null, defaultMaxTokens: null, ...terms }) as ModelPolicy;
const factsOf = (terms: Partial<ModelPolicy>, ...targets: DeploymentPolicy[]) =>
  sizeFactsOf({ model: model(terms), targets }, findAdapter);

describe("the most an answer is foreseen to have", () => {
  function bound(call: { asked?: number; model?: Partial<ModelPolicy>; lowered?: number; learned?: number }) {
    const terms = { maxOutputTokens: 8_000, ...call.model };
    const facts = factsOf(terms, target("openai", "gpt-5"));
    const needs = { foresee: () => call.learned ?? null, note: () => undefined };
    const asked = { maxTokens: call.asked ?? null } as Asked;
    return boundOutput(asked, { keyId: "key_1", model: model(terms), facts, lowered: call.lowered ?? null }, needs);
  }

  it("is what the caller asked, before any default and anything learned", () => {
    const call = { asked: 50, learned: 20, model: { defaultMaxTokens: 30 } };
    expect(bound(call)).toEqual({ tokens: 50, basis: "asked", imposed: null });
  });

  it("is the model's default for a call without one, and then it is put into the call", () => {
    expect(bound({ learned: 20, model: { defaultMaxTokens: 30 } })).toEqual({
      tokens: 30,
      basis: "injected",
      imposed: 30,
    });
  });

  it("is what was learned, never above the model's maximum and never put into the call", () => {
    expect(bound({ learned: 20 })).toEqual({ tokens: 20, basis: "learned p95", imposed: null });
    expect(bound({ learned: 9_000 })).toEqual({ tokens: 8_000, basis: "model maximum", imposed: null });
    expect(bound({})).toEqual({ tokens: 8_000, basis: "model maximum", imposed: null });
  });

  it("is lowered by a brown-out step and never raised by one", () => {
    expect(bound({ asked: 50, lowered: 40 })).toEqual({ tokens: 40, basis: "lowered", imposed: 40 });
    expect(bound({ asked: 30, lowered: 40 })).toEqual({ tokens: 30, basis: "asked", imposed: null });
    expect(bound({ lowered: 40 })).toEqual({ tokens: 40, basis: "lowered", imposed: 40 });
    expect(bound({ lowered: 40, model: { defaultMaxTokens: 30 } })).toEqual({
      tokens: 30,
      basis: "injected",
      imposed: 30,
    });
  });
});

describe("what sizes depend on", () => {
  it("is the worst of all targets", () => {
    const facts = factsOf({}, target("openai", "gpt-4"), target("anthropic", "claude-opus-4-1"));
    const claude = findAdapter("anthropic")?.sizeFacts?.("claude-opus-4-1");
    expect(facts).toMatchObject({ vocabulary: "cl100k_base", factor: claude?.factor, mostOutputTokens: 32_000 });
  });

  it("takes the smaller of what operator and vendor say a model makes, and 4,096 where nobody says", () => {
    expect(factsOf({ maxOutputTokens: 100 }, target("anthropic", "claude-opus-4-1")).mostOutputTokens).toBe(100);
    expect(factsOf({ maxOutputTokens: 64_000 }, target("anthropic", "claude-opus-4-1")).mostOutputTokens).toBe(32_000);
    expect(factsOf({}, target("openai-compatible", "whatever")).mostOutputTokens).toBe(4_096);
  });
});
