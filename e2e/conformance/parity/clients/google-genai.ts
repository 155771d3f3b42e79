import { type GenerateContentParameters, type GenerateContentResponse, GoogleGenAI, type Part } from "@google/genai";
import { type Essence, type ParityClient, type Place, type Question, readAll, type StreamOptions } from "../client";
import { CITY_SCHEMA, TOOL_DESCRIPTION, TOOL_NAME, TOOL_PARAMETERS } from "../tool";

/** `@google/genai`. */
export const googleGenai: ParityClient = {
  name: "@google/genai models",
  home: "gemini",
  async whole(place, question) {
    const answer = await connect(place).models.generateContent(ask(place, question));
    return { parsed: withoutHeaders(answer), essence: essenceOf([answer]) };
  },
  async streamed(place, question, options = {}) {
    const chunks = await readAll(
      await connect(place).models.generateContentStream(ask(place, question, options)),
      options,
    );
    return { parsed: chunks.map(withoutHeaders), essence: essenceOf(chunks) };
  },
};

const connect = ({ root, apiKey }: Place) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: root } });

function ask({ model }: Place, question: Question, { signal }: StreamOptions = {}): GenerateContentParameters {
  const { text, picture } = question;
  const shown: Part[] = picture === undefined ? [] : [{ inlineData: { mimeType: "image/png", data: picture } }];
  const offered = { name: TOOL_NAME, description: TOOL_DESCRIPTION, parametersJsonSchema: TOOL_PARAMETERS };
  return {
    model,
    contents: [{ role: "user", parts: [{ text }, ...shown] }],
    config: {
      ...(signal === undefined ? {} : { abortSignal: signal }),
      ...(question.offersTool ? { tools: [{ functionDeclarations: [offered] }] } : {}),
      ...(question.thinks ? { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } : {}),
      ...(question.wantsJson ? { responseMimeType: "application/json", responseJsonSchema: CITY_SCHEMA } : {}),
    },
  };
}

function withoutHeaders({ sdkHttpResponse: _headers, ...rest }: GenerateContentResponse): unknown {
  return JSON.parse(JSON.stringify(rest));
}

function essenceOf(chunks: readonly GenerateContentResponse[]): Essence {
  const parts = chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const usage = chunks.at(-1)?.usageMetadata;
  const said = (isThought: boolean) => parts.filter(({ thought = false }) => thought === isThought);
  const joined = (from: Part[]) => from.map(({ text }) => text ?? "").join("");
  return {
    text: joined(said(false)),
    thoughts: joined(said(true)),
    calls: parts.flatMap(({ functionCall: call }) =>
      call === undefined ? [] : [{ name: call.name ?? "", arguments: call.args }],
    ),
    finish: chunks.flatMap(({ candidates }) => candidates?.[0]?.finishReason ?? []).join(),
    usage: {
      input: usage?.promptTokenCount ?? -1,
      output: (usage?.candidatesTokenCount ?? -1) + (usage?.thoughtsTokenCount ?? 0),
    },
  };
}
