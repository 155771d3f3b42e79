import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { scanJson } from "@/lib/gateway/json/scan-json";
import type { JsonObject } from "@/lib/llm/json";
import type { SizeFacts } from "@/lib/providers/contract";
import { type PromptParts, partsOf } from "./prompt-parts";
import { boundInput, COUNTED_CHARS, countInput, guessInput } from "./size-input";
import { loadCounter, type TokenCounter } from "./token-counter";

const FACTS: SizeFacts = {
  vocabulary: "o200k_base",
  factor: 1,
  tokensPerImage: 1_600,
  tokensForTools: 16,
  mostOutputTokens: null,
};

const CORPUS: [string, string][] = [
  ["English", "The gatekeeper opened the gates at dawn and quietly let the travellers in. "],
  ["German", "Die Donaudampfschifffahrtsgesellschaft übernimmt Rückversicherungsverträge. "],
  [
    "code",
    "export async function* frames<T>(source: AsyncIterable<T>) {\n\tfor await (const f of source) yield f;\n}\n",
  ],
  ["Chinese", "门卫在黎明时分打开大门，静静地让旅人进来。"],
  ["Japanese", "門番は夜明け前に門を開け、旅人たちを静かに迎え入れた。"],
  ["Hindi", "द्वारपाल ने भोर में द्वार खोले और यात्रियों को चुपचाप अंदर आने दिया। "],
  ["Arabic", "فتح حارس البوابة الأبواب عند الفجر وأدخل المسافرين بهدوء. "],
  ["emoji", "👩‍👩‍👧‍👦🏳️‍🌈🧑🏽‍🚀"],
  ["base64", Buffer.from(Array.from({ length: 96 }, (_, n) => (n * 197 + 31) % 256)).toString("base64")],
  ["white space", " \t\n\u00a0\u3000  \r\n"],
  ["digits", "3.14159265358979 1,000,000 0xdeadbeef "],
  ["consonants", "qzxjv kqgq wzqx vqjk "],
];

const ask = (content: unknown, more: JsonObject = {}): PromptParts => {
  const body = { model: "m", messages: [{ role: "user", content }], ...more } as JsonObject;
  const bytes = Buffer.from(JSON.stringify(body));
  return partsOf(body, scanJson(bytes, { maxDepth: 64, maxKeys: 50_000, uniqueKeys: new Set() }).members);
};

describe("input tokens", () => {
  let counter: TokenCounter;
  beforeAll(async () => {
    counter = await loadCounter("o200k_base");
  });
  const count = (parts: PromptParts, facts = FACTS) => countInput(parts, facts, { contextWindow: null, counter });

  it("counts a text however its message or part is labelled", () => {
    const long = "word ".repeat(4_000);
    const least = count(ask(long)).tokens;
    const labels = ["image", "image_url", "input_image", "audio", "input_audio", "file", "input_file", "document"];
    for (const type of labels) {
      const parts = ask([{ type, content: long }]);
      expect(count(parts).tokens, type).toBeGreaterThanOrEqual(least);
      expect(boundInput(parts, FACTS, null), type).toBeGreaterThanOrEqual(least);
    }
  });

  it.each(CORPUS)("are never more than the bound by bytes: %s", (_, text) => {
    for (const times of [1, 40]) {
      const truth = counter.count(text.repeat(times));
      expect(boundInput(ask(text.repeat(times)), FACTS, null)).toBeGreaterThanOrEqual(truth);
    }
  });

  it("are never more than the bound, whatever scripts are mixed and whatever is typed", async () => {
    const older = await loadCounter("cl100k_base");
    const piece = fc.oneof(
      fc.constantFrom(...CORPUS.map(([, text]) => text)),
      fc.string({ unit: "binary" }),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const bound = boundInput(ask(text), FACTS, null);
        expect(bound).toBeGreaterThanOrEqual(counter.count(text));
        expect(bound).toBeGreaterThanOrEqual(older.count(text));
        const { tokens, basis } = count(ask(text));
        expect(basis).toBe("counted");
        expect(tokens).toBeGreaterThanOrEqual(counter.count(text));
        expect(tokens).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 300 },
    );
  });

  it("of a model without a public tokenizer have its factor on top, within the bound", () => {
    const parts = ask(CORPUS[0]?.[1].repeat(40));
    const plain = count(parts).tokens;
    expect(count(parts, { ...FACTS, factor: 1.65 }).tokens).toBeGreaterThan(plain * 1.5);
    expect(count(parts, { ...FACTS, factor: 100 }).tokens).toBe(boundInput(parts, FACTS, null));
  });

  it("of a huge prompt are sampled: close to the truth, and in milliseconds even for a million characters without a space", () => {
    const mixed = CORPUS.map(([, text]) => text.repeat(160)).join("");
    expect(mixed.length).toBeGreaterThan(COUNTED_CHARS);
    const { tokens, basis } = count(ask(mixed));
    const truth = counter.count(mixed);
    expect(basis).toBe("sampled");
    expect(tokens).toBeGreaterThan(truth * 0.8);
    expect(tokens).toBeLessThan(truth * 1.6);
    const wall = "漢字".repeat(500_000);
    expect(count(ask(wall)).basis).toBe("sampled");
  });

  it("include tools, answer formats, pictures, sound and files, each at what it can cost", () => {
    const bare = count(ask("")).tokens;
    const tools = [{ type: "function", function: { name: "f", description: "word ".repeat(400), parameters: {} } }];
    expect(count(ask("hi", { tools })).tokens).toBeGreaterThan(bare + 400);
    expect(boundInput(ask("hi", { tools }), FACTS, null)).toBeGreaterThan(2_000);
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(1_000_000)}` } };
    expect(count(ask([image, image])).tokens - bare).toBeGreaterThanOrEqual(3_200);
    expect(boundInput(ask([image]), FACTS, null)).toBeLessThan(2_000);
    const sound = { type: "input_audio", input_audio: { format: "mp3", data: "A".repeat(50_000) } };
    expect(count(ask([sound])).tokens - bare).toBeGreaterThanOrEqual(1_000);
    const file = { type: "file", file: { filename: "a.pdf", file_data: "A".repeat(300_000) } };
    expect(count(ask([file])).tokens).toBeGreaterThan(300_000);
    expect(countInput(ask([file]), FACTS, { contextWindow: 128_000, counter }).tokens).toBeLessThan(130_000);
    expect(count(ask([{ type: "file", file: { file_id: "file_1" } }])).tokens).toBeGreaterThan(65_000);
  });

  it("include whatever else in the body is long, and no settings", () => {
    const bare = count(ask("hi")).tokens;
    const prediction = { type: "content", content: "word ".repeat(400) };
    expect(count(ask("hi", { prediction })).tokens).toBeGreaterThan(bare + 400);
    expect(boundInput(ask("hi", { prediction }), FACTS, null)).toBeGreaterThan(2_000);
    expect(count(ask("hi", { temperature: 0.5, stop: ["a", "b"], user: "someone" })).tokens).toBe(bare);
  });

  it("are guessed near the truth for records of upstreams that report none", () => {
    for (const [name, text] of CORPUS.slice(0, 5)) {
      const truth = counter.count(text.repeat(20));
      const guess = guessInput(ask(text.repeat(20)));
      expect(guess, name).toBeGreaterThan(truth / 2);
      expect(guess, name).toBeLessThan(truth * 2);
    }
    expect(guessInput(ask(""))).toBeGreaterThan(0);
  });
});
