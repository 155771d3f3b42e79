import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import { scanJson } from "../../json/scan-json";
import { spliceJson } from "../../json/splice-json";
import { writeOwnProof } from "./own-reasoning";
import { readAsked, readCounted } from "./read-asked";
import { readGenerateRequest } from "./read-request";

const HEAD = { path: "/models/org%2Fm:7b:generateContent" };
const USER = { role: "user", parts: [{ text: "hi" }] };
const TERMS = { model: "m", stream: false, maxTokens: null, choices: 1 };

function bodyOf(text: string) {
  const bytes = Buffer.from(text);
  const limits = { maxDepth: 100, maxKeys: 10_000, uniqueKeys: new Set<string>() };
  return { bytes, json: JSON.parse(text) as JsonObject, scan: scanJson(bytes, limits) };
}

const asked = (json: JsonObject, head = HEAD) => readAsked(bodyOf(JSON.stringify(json)), head);
const read = (json: JsonObject) => readGenerateRequest({ contents: [USER], ...json }, TERMS);

describe("readAsked", () => {
  it("reads model and stream from the path, bounds and wishes from either spelling", () => {
    const config = { max_output_tokens: 7, candidateCount: 2, temperature: 1, thinking_config: {} };
    const call = asked({ contents: [USER], generation_config: config }, { path: "/models/a:streamGenerateContent" });
    expect(call).toMatchObject({
      model: "a",
      stream: true,
      maxTokens: 7,
      choices: 2,
      maxTokensMembers: ["generation_config.max_output_tokens"],
      needs: { sampling: true, jsonSchema: false, forcedTool: false },
      hidesReasoning: true,
    });
    expect(asked({ contents: [USER] }).model).toBe("org/m:7b");
  });

  it("counts what contents hold: text, pictures, sound, files and what functions said", () => {
    const parts = [
      { text: "hello" },
      { inlineData: { mimeType: "image/png", data: "AAAA" } },
      { inline_data: { mime_type: "audio/wav", data: "AAAA" } },
      { inlineData: { mimeType: "application/pdf", data: "AAAA" } },
      { fileData: { fileUri: "https://example.com/x.pdf" } },
      { functionResponse: { name: "f", response: { inlineData: { mimeType: "image/png", data: "a long text" } } } },
    ];
    const { prompt } = asked({ contents: [{ parts }], tools: [{ functionDeclarations: [{ name: "f" }] }] });
    expect(asked({ contents: [{}], generationConfig: { responseModalities: ["AUDIO"] } }).prompt.speaks).toBe(true);
    expect(prompt).toMatchObject({ images: 1, soundChars: 4, fileChars: 4, references: 1, hasTools: true });
    expect(prompt.schemas).toContainEqual(parts[5]?.functionResponse?.response);
  });

  it.each<[string, string, string]>([
    ["no contents", "{}", "contents"],
    [
      "contents in two spellings of a setting",
      '{"contents":[{}],"generationConfig":{},"generation_config":{}}',
      "generationConfig",
    ],
    [
      "a bound that is a string",
      '{"contents":[{}],"generationConfig":{"maxOutputTokens":"9"}}',
      "generationConfig.maxOutputTokens",
    ],
    [
      "a bound given twice",
      '{"contents":[{}],"generationConfig":{"maxOutputTokens":1,"maxOutputTokens":9}}',
      "maxOutputTokens",
    ],
    ["another model in the body", '{"model":"models/x","contents":[{}]}', "model"],
    ["cached content", '{"contents":[{}],"cachedContent":"cachedContents/a"}', "cachedContent"],
    [
      "a file of the provider's account",
      '{"contents":[{"parts":[{"file_data":{"file_uri":"https://generativelanguage.googleapis.com/v1beta/files/a"}}]}]}',
      "contents[0].parts[0].fileData.fileUri",
    ],
  ])("refuses %s, naming the parameter", (_, text, param) => {
    expect(() => readAsked(bodyOf(text), HEAD)).toThrowError(expect.objectContaining({ param }));
  });

  it.each([
    { fileData: { fileUri: "", file_uri: "files/a" } },
    { fileData: { fileUri: "https://example.com/x.pdf" }, file_data: { fileUri: "files/a" } },
    { fileData: { fileUri: " files/a" } },
    { fileData: { fileUri: "/v1beta/files/a" } },
    { fileData: { fileUri: "https://GENERATIVELANGUAGE.googleapis.com:443/v1beta/./files/a" } },
    { fileData: { fileUri: "https://u@generativelanguage.googleapis.com./download/v1beta/files/a" } },
    {
      functionResponse: { name: "f", parts: [] },
      function_response: { parts: [{ fileData: { fileUri: "files/a" } }] },
    },
  ])("refuses a file of the provider's account however it is named: %j", (part) => {
    const refused = { code: "unsupported_parameter" };
    expect(() => asked({ contents: [{ parts: [part] }] })).toThrow(expect.objectContaining(refused));
    expect(() => asked({ contents: [USER], system_instruction: { parts: [part] } })).toThrow(
      expect.objectContaining(refused),
    );
  });

  it.each([
    { fileSearch: { fileSearchStoreNames: ["fileSearchStores/a"] } },
    { file_search: { file_search_store_names: ["fileSearchStores/a"] } },
    { retrieval: { vertexAiSearch: { datastore: "projects/p/dataStores/d" } } },
  ])("refuses stores of the provider's account: %j", (tool) => {
    expect(() => asked({ contents: [USER], tools: [tool] })).toThrow(
      expect.objectContaining({ code: "unsupported_parameter" }),
    );
  });

  it("refuses a file that stands twice, and takes one from the web", () => {
    const twice = '{"contents":[{"parts":[{"fileData":{"fileUri":"files/a","fileUri":"https://example.com/a"}}]}]}';
    expect(() => readAsked(bodyOf(twice), HEAD)).toThrow(expect.objectContaining({ code: "invalid_json" }));
    const part = { fileData: { fileUri: "https://www.youtube.com/watch?v=1" } };
    expect(asked({ contents: [{ parts: [part] }] }).prompt.references).toBe(1);
  });

  it("reads a whole call inside a countTokens call, and leaves the body as it came", () => {
    const body = bodyOf(JSON.stringify({ generateContentRequest: { model: "models/x", contents: [USER] } }));
    const call = readCounted(body, { path: "/models/m:countTokens" });
    expect([call.model, call.prompt.texts.includes("hi"), call.body]).toEqual(["m", true, body]);
  });

  it("keeps every byte but an imposed bound", () => {
    const text = '{"contents":[{"x":1.10}], "generationConfig" : { "temperature":1.0 , "maxOutputTokens":9}}';
    const { bytes, scan } = bodyOf(text);
    const within = { generationConfig: { maxOutputTokens: 3 } };
    expect(spliceJson(bytes, scan, { set: {}, remove: ["model"], within }).toString()).toBe(text.replace("9}", "3}"));
    const bare = bodyOf('{"contents":[1e400]}');
    expect(spliceJson(bare.bytes, bare.scan, { set: {}, remove: ["model"], within }).toString()).toBe(
      '{"contents":[1e400],"generationConfig":{"maxOutputTokens":3}}',
    );
  });

  it("has calls written anew that carry proofs made here for another provider", () => {
    const proof = writeOwnProof({ type: "reasoning", text: "hm", signature: "s", madeBy: "maker" });
    const turn = { role: "model", parts: [{ text: "", thought: true, thoughtSignature: proof }] };
    expect(asked({ contents: [USER, turn] }).isForeign).toBe(true);
    expect(asked({ contents: [USER] }).isForeign).toBeUndefined();
  });
});

describe("readGenerateRequest", () => {
  it("reads instructions, settings, tools and how to call them", () => {
    const request = read({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      tools: [
        {
          functionDeclarations: [
            {
              name: "f",
              parameters: {
                type: "OBJECT",
                properties: {
                  n: { type: "INTEGER", nullable: true },
                  l: { type: "ARRAY", items: { type: "STRING" }, minItems: "1" },
                },
                propertyOrdering: ["n"],
              },
            },
            { name: "g", parametersJsonSchema: { type: "object" } },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["f"] } },
      generationConfig: {
        topK: 3,
        stopSequences: ["x", ""],
        responseMimeType: "application/json",
        responseSchema: { type: "STRING" },
        thinkingConfig: { thinkingBudget: 4096 },
      },
      labels: { team_name: "a" },
      serviceTier: "standard",
    });
    expect(request).toMatchObject({
      messages: [{ role: "system", content: [{ type: "text", text: "Be brief." }] }, { role: "user" }],
      tools: [
        {
          name: "f",
          parameters: {
            type: "object",
            properties: {
              n: { type: ["integer", "null"] },
              l: { type: "array", items: { type: "string" }, minItems: 1 },
            },
          },
        },
      ],
      toolChoice: { kind: "named", name: "f" },
      sampling: { topK: 3 },
      stop: ["x"],
      answerFormat: { kind: "json_schema", schema: { type: "string" } },
      reasoningEffort: "medium",
      metadata: { team_name: "a" },
      extra: { service_tier: "default" },
    });
    expect(JSON.stringify(request.tools)).not.toContain("propertyOrdering");
  });

  it("pairs responses with their calls by id, or else by name in the order of the calls", () => {
    const call = (name: string, id?: string) => ({
      functionCall: { name, args: {}, ...(id === undefined ? {} : { id }) },
    });
    const response = (name: string, output: string, id?: string) => ({
      functionResponse: { name, response: { output }, ...(id === undefined ? {} : { id }) },
    });
    const { messages } = read({
      contents: [
        USER,
        { role: "model", parts: [call("f"), call("f"), call("g", "g1")] },
        {
          role: "user",
          parts: [response("g", "three", "g1"), response("f", "one"), response("f", "two"), { text: "so?" }],
        },
      ],
    });
    const calls = messages[1]?.content.map((block) => (block.type === "tool_call" ? block.id : "")) ?? [];
    expect(new Set(calls).size).toBe(3);
    expect(
      messages.slice(2).map(({ role, content: [block] }) => (block?.type === "tool_result" ? block.toolCallId : role)),
    ).toEqual(["g1", calls[0], calls[1], "user"]);
  });

  it.each<[JsonObject, string]>([
    [{ tools: [{ googleSearch: {} }] }, "tools[0].googleSearch"],
    [{ brandNew: 1 }, "brandNew"],
    [{ generationConfig: { speechConfig: {} } }, "generationConfig.speechConfig"],
    [{ generationConfig: { responseModalities: ["AUDIO"] } }, "generationConfig.responseModalities"],
    [
      { generationConfig: { thinkingConfig: { thinkingLevel: "GIANT" } } },
      "generationConfig.thinkingConfig.thinkingLevel",
    ],
    [{ contents: [{ role: "boss", parts: [] }] }, "contents[0].role"],
    [{ contents: [{ parts: [{ executableCode: {} }] }] }, "contents[0].parts[0].executableCode"],
    [{ contents: [{ parts: [{ fileData: { fileUri: "gs://b/x" } }] }] }, "contents[0].parts[0].fileData.fileUri"],
    [
      { contents: [{ parts: [{ inlineData: { mimeType: "video/mp4", data: "" } }] }] },
      "contents[0].parts[0].inlineData",
    ],
  ])("refuses what another model cannot be told: %j", (json, param) => {
    expect(() => read(json)).toThrowError(expect.objectContaining({ param }));
  });

  it("answers any JSON body with a request or an error of ours, never a crash", () => {
    const part = fc.dictionary(
      fc.constantFrom("text", "inlineData", "functionCall", "functionResponse", "thought"),
      fc.jsonValue(),
    );
    const content = fc.record({
      role: fc.constantFrom("user", "model"),
      parts: fc.array(fc.oneof(part, fc.jsonValue())),
    });
    const odd = fc.dictionary(
      fc.constantFrom("tools", "toolConfig", "generationConfig", "systemInstruction", "labels"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(content, fc.jsonValue())), odd, (contents, members) => {
        try {
          const json = JSON.parse(JSON.stringify({ contents, ...members }));
          asked(json).toHub();
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
