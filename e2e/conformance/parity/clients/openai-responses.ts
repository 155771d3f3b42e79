import OpenAI from "openai";
import type {
  Response,
  ResponseCreateParamsNonStreaming,
  ResponseInputContent,
} from "openai/resources/responses/responses";
import { type Essence, type ParityClient, type Place, type Question, readAll } from "../client";
import { CITY_SCHEMA, TOOL_DESCRIPTION, TOOL_NAME, TOOL_PARAMETERS } from "../tool";

/** `openai`, Responses. */
export const openaiResponses: ParityClient = {
  name: "openai responses",
  home: "openai",
  async whole(place, question) {
    const parsed = await connect(place).responses.create(ask(place, question));
    return { parsed, essence: essenceOf(parsed) };
  },
  async streamed(place, question, options = {}) {
    const { signal } = options;
    const asked = { ...ask(place, question), stream: true as const };
    const stream = await connect(place).responses.create(asked, signal === undefined ? {} : { signal });
    const events = await readAll(stream, options);
    const last = events.at(-1);
    if (last?.type !== "response.completed" && last?.type !== "response.incomplete")
      throw new Error(`the stream ended in ${last?.type}`);
    const deltas = events.flatMap((event) => (event.type === "response.output_text.delta" ? [event.delta] : []));
    return { parsed: events, essence: { ...essenceOf(last.response), text: deltas.join("") } };
  },
};

const connect = ({ root, apiKey }: Place) => new OpenAI({ apiKey, baseURL: `${root}/v1`, maxRetries: 0 });

function ask({ model }: Place, question: Question): ResponseCreateParamsNonStreaming {
  const { text, picture } = question;
  const address = `data:image/png;base64,${picture}`;
  const shown: ResponseInputContent[] =
    picture === undefined ? [] : [{ type: "input_image", image_url: address, detail: "auto" }];
  const offered = { type: "function" as const, name: TOOL_NAME, description: TOOL_DESCRIPTION, strict: false };
  const format = { type: "json_schema" as const, name: "city", strict: true, schema: CITY_SCHEMA };
  return {
    model,
    input: [{ role: "user", content: [{ type: "input_text", text }, ...shown] }],
    ...(question.offersTool ? { tools: [{ ...offered, parameters: TOOL_PARAMETERS }] } : {}),
    ...(question.thinks ? { reasoning: { effort: "low" as const, summary: "auto" as const } } : {}),
    ...(question.wantsJson ? { text: { format } } : {}),
  };
}

function essenceOf({ output, status, incomplete_details: cut, usage }: Response): Essence {
  const texts = output.flatMap((item) => (item.type === "message" ? item.content : []));
  return {
    text: texts.map((part) => (part.type === "output_text" ? part.text : part.type)).join(""),
    thoughts: output
      .flatMap((item) => (item.type === "reasoning" ? item.summary : []))
      .map(({ text }) => text)
      .join(""),
    calls: output.flatMap((item) =>
      item.type === "function_call" ? [{ name: item.name, arguments: JSON.parse(item.arguments) }] : [],
    ),
    finish: `${status} ${cut?.reason ?? ""}`.trim(),
    usage: { input: usage?.input_tokens ?? -1, output: usage?.output_tokens ?? -1 },
  };
}
