import OpenAI from "openai";
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionContentPart,
  ChatCompletionCreateParamsNonStreaming,
} from "openai/resources/chat/completions";
import { type Essence, type ParityClient, type Place, type Question, readAll } from "../client";
import { CHAT_TOOL, CITY_SCHEMA } from "../tool";

/** `openai`, Chat Completions. */
export const openaiChat: ParityClient = {
  name: "openai chat.completions",
  home: "relay",
  async whole(place, question) {
    const parsed = await connect(place).chat.completions.create(ask(place, question));
    return { parsed, essence: essenceOf(parsed) };
  },
  async streamed(place, question, options = {}) {
    const asked = { ...ask(place, question), stream: true as const, stream_options: { include_usage: true } };
    const { signal } = options;
    const stream = await connect(place).chat.completions.create(asked, signal === undefined ? {} : { signal });
    const chunks = await readAll(stream, options);
    return { parsed: chunks, essence: essenceOfChunks(chunks) };
  },
};

const connect = ({ root, apiKey }: Place) => new OpenAI({ apiKey, baseURL: `${root}/v1`, maxRetries: 0 });

function ask({ model }: Place, question: Question): ChatCompletionCreateParamsNonStreaming {
  const { text, picture } = question;
  const image = { url: `data:image/png;base64,${picture}` };
  const shown: ChatCompletionContentPart[] = picture === undefined ? [] : [{ type: "image_url", image_url: image }];
  return {
    model,
    messages: [{ role: "user", content: [{ type: "text", text }, ...shown] }],
    ...(question.offersTool ? { tools: [CHAT_TOOL] } : {}),
    ...(question.thinks ? { reasoning_effort: "low" as const } : {}),
    ...(question.wantsJson
      ? {
          response_format: {
            type: "json_schema" as const,
            json_schema: { name: "city", strict: true, schema: CITY_SCHEMA },
          },
        }
      : {}),
  };
}

/** The official client passes thoughts on without a type for them. */
const thoughtOf = (message: object): string =>
  "reasoning_content" in message ? String(message.reasoning_content) : "";

function essenceOf({ choices: [choice], usage }: ChatCompletion): Essence {
  const calls = choice?.message.tool_calls ?? [];
  return {
    text: choice?.message.content ?? "",
    thoughts: thoughtOf(choice?.message ?? {}),
    calls: calls.flatMap((call) =>
      call.type === "function" ? [{ name: call.function.name, arguments: JSON.parse(call.function.arguments) }] : [],
    ),
    finish: choice?.finish_reason ?? "",
    usage: { input: usage?.prompt_tokens ?? -1, output: usage?.completion_tokens ?? -1 },
  };
}

function essenceOfChunks(chunks: readonly ChatCompletionChunk[]): Essence {
  const deltas = chunks.flatMap(({ choices: [choice] }) => (choice === undefined ? [] : [choice.delta]));
  const calls: { name: string; json: string }[] = [];
  for (const { index, function: part } of deltas.flatMap(({ tool_calls: parts }) => parts ?? [])) {
    const call = calls[index] ?? { name: "", json: "" };
    calls[index] = call;
    call.name += part?.name ?? "";
    call.json += part?.arguments ?? "";
  }
  const usage = chunks.at(-1)?.usage;
  return {
    text: deltas.map(({ content }) => content ?? "").join(""),
    thoughts: deltas.map(thoughtOf).join(""),
    calls: calls.map(({ name, json }) => ({ name, arguments: JSON.parse(json) })),
    finish: chunks.flatMap(({ choices: [choice] }) => choice?.finish_reason ?? []).join(),
    usage: { input: usage?.prompt_tokens ?? -1, output: usage?.completion_tokens ?? -1 },
  };
}
