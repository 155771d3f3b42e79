import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, type LanguageModel, type ModelMessage, Output, streamText, type ToolSet } from "ai";
import { type Essence, type ParityClient, type Place, type Question, readAll, type StreamOptions } from "../client";
import { CITY_SCHEMA, TOOL_DESCRIPTION, TOOL_NAME, TOOL_PARAMETERS } from "../tool";

const THINKS = {
  openai: { reasoningEffort: "low", reasoningSummary: "auto", forceReasoning: true },
  anthropic: { thinking: { type: "enabled", budgetTokens: 1024 } },
  upstream: { reasoningEffort: "low" },
};

/** `ai` with every provider package that speaks a dialect of ours. */
export const aiSdkClients: ParityClient[] = [
  clientOver("ai + @ai-sdk/openai responses", "openai", ({ root, apiKey, model }) =>
    createOpenAI({ apiKey, baseURL: `${root}/v1` }).responses(model),
  ),
  clientOver("ai + @ai-sdk/openai chat", "relay", ({ root, apiKey, model }) =>
    createOpenAI({ apiKey, baseURL: `${root}/v1` }).chat(model),
  ),
  clientOver("ai + @ai-sdk/openai-compatible", "relay", ({ root, apiKey, model }) =>
    createOpenAICompatible({
      apiKey,
      name: "upstream",
      baseURL: `${root}/v1`,
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(model),
  ),
  clientOver("ai + @ai-sdk/anthropic", "anthropic", ({ root, apiKey, model }) =>
    createAnthropic({ apiKey, baseURL: `${root}/v1` })(model),
  ),
];

function clientOver(name: string, home: ParityClient["home"], connect: (place: Place) => LanguageModel): ParityClient {
  return {
    name,
    home,
    async whole(place, question) {
      const answer = await generateText({ model: connect(place), ...ask(question) });
      const { content, finishReason, rawFinishReason, usage, warnings, providerMetadata, response } = answer;
      const { id, modelId, body } = response;
      const parsed = { content, finishReason, rawFinishReason, usage, warnings, providerMetadata, id, modelId, body };
      return { parsed: plain(parsed, place.model), essence: await essenceOf(answer) };
    },
    async streamed(place, question, options = {}) {
      let failure: unknown;
      const answer = streamText({
        model: connect(place),
        ...ask(question, options),
        onError: ({ error }) => {
          failure = error;
        },
      });
      const parts = await readAll(answer.stream, options);
      if (failure !== undefined) throw failure;
      if (parts.some(({ type }) => type === "abort")) throw new DOMException("the answer was aborted", "AbortError");
      return { parsed: plain(parts, place.model), essence: await essenceOf(answer) };
    },
  };
}

function ask(question: Question, { signal }: StreamOptions = {}) {
  const { text, picture } = question;
  const shown = picture === undefined ? [] : [{ type: "file" as const, data: picture, mediaType: "image/png" }];
  const messages: ModelMessage[] = [{ role: "user", content: [{ type: "text", text }, ...shown] }];
  const tools: ToolSet = { [TOOL_NAME]: { description: TOOL_DESCRIPTION, inputSchema: jsonSchema(TOOL_PARAMETERS) } };
  return {
    messages,
    maxRetries: 0,
    ...(signal === undefined ? {} : { abortSignal: signal }),
    ...(question.offersTool ? { tools } : {}),
    ...(question.wantsJson ? { output: Output.object({ schema: jsonSchema(CITY_SCHEMA), name: "city" }) } : {}),
    ...(question.thinks ? { providerOptions: THINKS } : {}),
  };
}

/** What differs from call to call: where it went, when it ran, how fast, and the headers it came with. */
const PASSING = new Set(["request", "performance", "timestamp", "headers"]);

/** Its warnings name the model, which has another name at the gateway. */
function plain(value: unknown, model: string): unknown {
  const kept = JSON.stringify(value, (name, member) => (PASSING.has(name) ? undefined : member));
  return JSON.parse(kept.replaceAll(`\\"${model}\\"`, "the model"));
}

type Awaitable<Value> = Value | PromiseLike<Value>;

async function essenceOf(answer: {
  text: Awaitable<string>;
  reasoningText: Awaitable<string | undefined>;
  toolCalls: Awaitable<readonly { toolName: string; input: unknown }[]>;
  finishReason: Awaitable<string>;
  usage: Awaitable<{ inputTokens?: number | undefined; outputTokens?: number | undefined }>;
}): Promise<Essence> {
  const usage = await answer.usage;
  return {
    text: await answer.text,
    thoughts: (await answer.reasoningText) ?? "",
    calls: (await answer.toolCalls).map(({ toolName, input }) => ({ name: toolName, arguments: input })),
    finish: await answer.finishReason,
    usage: { input: usage.inputTokens ?? -1, output: usage.outputTokens ?? -1 },
  };
}
