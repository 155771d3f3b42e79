import Anthropic from "@anthropic-ai/sdk";
import type { ContentBlockParam, Message, MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import { type Essence, type ParityClient, type Place, type Question, readAll } from "../client";
import { CITY_SCHEMA, TOOL_DESCRIPTION, TOOL_NAME, TOOL_PARAMETERS } from "../tool";

/** `@anthropic-ai/sdk`. */
export const anthropicMessages: ParityClient = {
  name: "@anthropic-ai/sdk messages",
  home: "anthropic",
  async whole(place, question) {
    const parsed = await connect(place).messages.create(ask(place, question));
    return { parsed, essence: essenceOf(parsed) };
  },
  async streamed(place, question, options = {}) {
    const { signal } = options;
    const stream = connect(place).messages.stream(ask(place, question), signal === undefined ? {} : { signal });
    const events = await readAll(stream, options);
    return { parsed: events, essence: essenceOf(await stream.finalMessage()) };
  },
};

const connect = ({ root, apiKey }: Place) => new Anthropic({ apiKey, authToken: null, baseURL: root, maxRetries: 0 });

function ask({ model }: Place, question: Question): MessageCreateParamsNonStreaming {
  const { text, picture } = question;
  const source = { type: "base64" as const, media_type: "image/png" as const, data: picture ?? "" };
  const shown: ContentBlockParam[] = picture === undefined ? [] : [{ type: "image", source }];
  const offered = { name: TOOL_NAME, description: TOOL_DESCRIPTION, input_schema: TOOL_PARAMETERS };
  return {
    model,
    max_tokens: 4_000,
    messages: [{ role: "user", content: [{ type: "text", text }, ...shown] }],
    ...(question.offersTool ? { tools: [offered] } : {}),
    ...(question.thinks ? { thinking: { type: "enabled" as const, budget_tokens: 1024 } } : {}),
    ...(question.wantsJson ? { output_config: { format: { type: "json_schema" as const, schema: CITY_SCHEMA } } } : {}),
  };
}

function essenceOf({ content, stop_reason: finish, usage }: Message): Essence {
  return {
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    thoughts: content.map((block) => (block.type === "thinking" ? block.thinking : "")).join(""),
    calls: content.flatMap((block) =>
      block.type === "tool_use" ? [{ name: block.name, arguments: block.input }] : [],
    ),
    finish: finish ?? "",
    usage: {
      input: usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
      output: usage.output_tokens,
    },
  };
}
