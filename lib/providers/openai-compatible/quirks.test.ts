import { describe, expect, it } from "vitest";
import type { Block, ChatRequest } from "@/lib/llm/chat-request";
import { requestOf, targetOf } from "../testing/adapter-contract";
import { openAiCompatible } from "./open-ai-compatible";
import type { Quirk } from "./quirks";

const OWN = { id: "x", title: "X", baseUrl: "https://x.example/v1" };
const NAMED: Partial<ChatRequest> = {
  messages: [{ role: "user", name: "Ann", content: [{ type: "text", text: "Hi" }] }],
};
const TWO_TEXTS: Partial<ChatRequest> = {
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
    },
  ],
};

describe("a compatible server that differs", () => {
  it.each<[string, Quirk[], Partial<ChatRequest>, object]>([
    ["a name before what was said", ["no_names"], NAMED, { messages: [{ role: "user", content: "Ann: Hi" }] }],
    ["the name in its place", [], NAMED, { messages: [{ role: "user", content: "Hi", name: "Ann" }] }],
    ["plain strings", ["text_content"], TWO_TEXTS, { messages: [{ role: "user", content: "a\nb" }] }],
    ["the bound's other name", ["max_completion_tokens"], { maxOutputTokens: 3 }, { max_completion_tokens: 3 }],
    ["the seed's other name", ["random_seed"], { sampling: { seed: 3 } }, { random_seed: 3 }],
    ["no seed", ["no_seed"], { sampling: { seed: 3 } }, {}],
    ["no penalties", ["no_penalties"], { sampling: { presencePenalty: 1, frequencyPenalty: 1 } }, {}],
    ["no top_k", ["no_top_k"], { sampling: { topK: 3 } }, {}],
    ["no user", ["no_user"], { endUser: "u" }, {}],
    ["no metadata", ["no_metadata"], { metadata: { a: "b" } }, {}],
    ["any for required", ["tool_choice_any"], { toolChoice: { kind: "required" } }, { tool_choice: "any" }],
    ["no stream options", ["no_stream_options"], { stream: true }, { stream: true }],
  ])("writes %s for a server that wants it so", (_, quirks, changes, expected) => {
    const adapter = openAiCompatible({ ...OWN, quirks });
    const { body } = adapter.chat?.buildRequest(requestOf(changes), targetOf(adapter)) ?? { body: "{}" };
    const messages = [{ role: "user", content: "Hello" }];
    expect(JSON.parse(String(body))).toEqual({ model: "upstream-model", messages, ...expected });
  });

  it("sends the key in the header a server wants it in, and has no probe where there is no list of models", () => {
    const adapter = openAiCompatible({ ...OWN, keyHeader: "api-key", quirks: ["no_model_list"] });
    const target = targetOf(adapter);
    const { headers } = adapter.chat?.buildRequest(requestOf(), target) ?? { headers: {} };
    expect(headers).toMatchObject({ "api-key": target.credential?.reveal() });
    expect([Object.keys(headers).includes("authorization"), adapter.buildProbe]).toEqual([false, undefined]);
  });

  it("fits a call to what the model accepts, and refuses what it cannot", () => {
    const adapter = openAiCompatible({
      ...OWN,
      describeModel: () => ({
        maxOutputTokens: 100,
        capabilities: { sampling: false, thinking: "none", images: false },
      }),
    });
    const asked = { maxOutputTokens: 500, sampling: { temperature: 1 }, reasoningEffort: "low" } as const;
    const { body } = adapter.chat?.buildRequest(requestOf(asked), targetOf(adapter)) ?? { body: "{}" };
    const messages = [{ role: "user", content: "Hello" }];
    expect(JSON.parse(String(body))).toEqual({ model: "upstream-model", messages, max_tokens: 100 });
    const image: Block = { type: "image", source: { kind: "url", url: "https://example.com/a.png" } };
    const seen = requestOf({ messages: [{ role: "user", content: [image] }] });
    expect(() => adapter.chat?.buildRequest(seen, targetOf(adapter))).toThrowError(
      expect.objectContaining({ code: "unsupported_parameter" }),
    );
  });
});
