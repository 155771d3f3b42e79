import { ChatAnthropic } from "@langchain/anthropic";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { type AIMessageChunk, HumanMessage } from "@langchain/core/messages";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";
import { ChatOpenAI } from "@langchain/openai";
import { type Essence, type ParityClient, type Place, type Question, readAll } from "../client";
import { CHAT_TOOL, CITY_SCHEMA } from "../tool";

type Connect = (place: Place, question: Question) => BaseChatModel;

/** LangChain.js with every package that speaks a dialect of ours. */
export const langchainClients: ParityClient[] = [
  clientOver("@langchain/openai chat", "relay", ({ root, apiKey, model }, question) => {
    const format = { type: "json_schema" as const, json_schema: { name: "city", strict: true, schema: CITY_SCHEMA } };
    return new ChatOpenAI({
      apiKey,
      model,
      maxRetries: 0,
      configuration: { baseURL: `${root}/v1` },
      modelKwargs: {
        ...(question.thinks ? { reasoning_effort: "low" } : {}),
        ...(question.wantsJson ? { response_format: format } : {}),
      },
    });
  }),
  clientOver("@langchain/openai responses", "openai", ({ root, apiKey, model }, question) => {
    const format = { type: "json_schema" as const, name: "city", strict: true, schema: CITY_SCHEMA };
    return new ChatOpenAI({
      apiKey,
      model,
      maxRetries: 0,
      useResponsesApi: true,
      configuration: { baseURL: `${root}/v1` },
      modelKwargs: {
        ...(question.thinks ? { reasoning: { effort: "low", summary: "auto" } } : {}),
        ...(question.wantsJson ? { text: { format } } : {}),
      },
    });
  }),
  clientOver("@langchain/anthropic", "anthropic", connectAnthropic, { countsEarly: true }),
  clientOver("@langchain/google-genai", "gemini", connectGoogle, {
    // It shows pictures only to models whose name begins with gemini.
    refuses: "a picture",
    deafInStreams: true,
    leaksOnAbort: true,
  }),
];

function connectAnthropic({ root, apiKey, model }: Place, question: Question): BaseChatModel {
  const format = { type: "json_schema" as const, schema: CITY_SCHEMA };
  return new ChatAnthropic({
    apiKey,
    model,
    maxRetries: 0,
    maxTokens: 4_000,
    anthropicApiUrl: root,
    ...(question.thinks ? { thinking: { type: "enabled" as const, budget_tokens: 1024 } } : {}),
    ...(question.wantsJson ? { invocationKwargs: { output_config: { format } } } : {}),
  });
}

function connectGoogle({ root, apiKey, model }: Place, question: Question): BaseChatModel {
  return new ChatGoogleGenerativeAI({
    apiKey,
    model,
    maxRetries: 0,
    baseUrl: root,
    ...(question.thinks ? { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } : {}),
    ...(question.wantsJson ? { json: true } : {}),
  });
}

function clientOver(
  name: string,
  home: ParityClient["home"],
  connect: Connect,
  limits: ParityClient["limits"] = {},
): ParityClient {
  const runnable = (place: Place, question: Question) => {
    const model = connect(place, question);
    return question.offersTool && model.bindTools !== undefined ? model.bindTools([CHAT_TOOL]) : model;
  };
  return {
    name,
    home,
    limits,
    async whole(place, question) {
      const message = await runnable(place, question).invoke([said(question)]);
      return { parsed: plain(message), essence: essenceOf(message as AIMessageChunk) };
    },
    async streamed(place, question, options = {}) {
      const { signal } = options;
      const stream = await runnable(place, question).stream([said(question)], signal === undefined ? {} : { signal });
      const chunks = (await readAll(stream, options)) as AIMessageChunk[];
      const whole = chunks.reduce((sum, chunk) => sum.concat(chunk));
      return { parsed: chunks.map(plain), essence: essenceOf(whole) };
    },
  };
}

function said({ text, picture }: Question): HumanMessage {
  const url = `data:image/png;base64,${picture}`;
  const shown = picture === undefined ? [] : [{ type: "image_url" as const, image_url: { url } }];
  return new HumanMessage({ content: [{ type: "text", text }, ...shown] });
}

const RUN_ID = /\b(run-+)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Ids that LangChain gives by itself differ from call to call. */
function plain(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message).replace(RUN_ID, "an-id"));
}

function essenceOf(message: AIMessageChunk): Essence {
  const { additional_kwargs: extra, response_metadata: about } = message;
  const usage = message.usage_metadata as { input_tokens: number; output_tokens: number } | undefined;
  const blocks = Array.isArray(message.content) ? (message.content as Record<string, unknown>[]) : [];
  const thoughts = blocks.map(({ thinking, reasoning }) => String(thinking ?? reasoning ?? "")).join("");
  const summary = (extra.reasoning as { summary?: { text: string }[] } | undefined)?.summary ?? [];
  return {
    text: message.text,
    thoughts: String(extra.reasoning_content ?? (thoughts || summary.map(({ text }) => text).join(""))),
    calls: (message.tool_calls ?? []).map(({ name, args }) => ({ name, arguments: args })),
    finish: String(
      about.finish_reason ?? about.finishReason ?? about.status ?? about.stop_reason ?? extra.stop_reason ?? "",
    ),
    usage: { input: usage?.input_tokens ?? -1, output: usage?.output_tokens ?? -1 },
  };
}
