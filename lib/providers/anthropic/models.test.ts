import { describe, expect, it } from "vitest";
import { describeClaude } from "./models";

describe("describeClaude", () => {
  it.each([
    ["claude-opus-5-5", { sampling: false, thinking: "adaptive", forcedTool: false, prefill: false }, 128_000],
    ["claude-opus-5", { sampling: false, thinking: "adaptive", forcedTool: true }, 128_000],
    ["claude-sonnet-5-20260301", { sampling: false, forcedTool: true }, 128_000],
    ["claude-sonnet-5.5", { sampling: false, forcedTool: false }, 128_000],
    ["claude-fable-5-1-20261001", { forcedTool: false }, 128_000],
    ["claude-fable-5-20260901", { forcedTool: true }, 128_000],
    ["claude-opus-4-6", { sampling: true, thinking: "both", prefill: false }, 128_000],
    ["claude-opus-4-5-20251101", { thinking: "budget", structuredOutput: true, prefill: true }, 64_000],
    ["claude-opus-4-20250514", { thinking: "budget", structuredOutput: false }, 32_000],
    ["claude-sonnet-4-20250514", { thinking: "budget" }, 64_000],
    ["claude-3-7-sonnet-latest", { thinking: "budget" }, 64_000],
    ["claude-3-haiku-20240307", { thinking: "none" }, 4096],
  ])("knows %s", (model, capabilities, maxOutputTokens) => {
    expect(describeClaude(model)).toMatchObject({ capabilities, maxOutputTokens });
  });

  it("restricts nothing for a name it does not know", () => {
    expect(describeClaude("claude-9-omega")).toMatchObject({ capabilities: {}, maxOutputTokens: null });
  });
});
