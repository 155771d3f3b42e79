import type { OpenGateway } from "./open-gateway";

/** What is asked, for every dialect to spell. */
export interface Wanted {
  model: string;
  text: string;
  stream: boolean;
  tools?: readonly string[];
  thinks?: boolean;
}

/** A caller of one dialect: where it posts what, and where the words are in what it gets. */
export interface DialectCaller {
  dialect: string;
  /** Type of the vendor's client library for a whole answer, and for one event. */
  types: { answer: VendorType; event: VendorType };
  call(wanted: Wanted): { version: "v1" | "v1beta"; path: string; query: string; body: object };
  /** Words, thoughts, and calls as `name(arguments)`, of a whole answer or of one event of a stream. */
  read(body: never, isEvent: boolean): Said;
}

/** Names of types, as `vendor-types.ts` gives them. */
export type VendorType =
  | "ChatCompletion"
  | "ChatCompletionChunk"
  | "Response"
  | "ResponseStreamEvent"
  | "Message"
  | "RawMessageStreamEvent"
  | "GenerateContentResponse";

export interface Said {
  text?: string;
  thoughts?: string;
  calls?: string;
}

const PARAMETERS = { type: "object", properties: { x: { type: "number" } } };

const chat: DialectCaller = {
  dialect: "openai-chat",
  types: { answer: "ChatCompletion", event: "ChatCompletionChunk" },
  call: ({ text, tools = [], thinks = false, ...rest }) => ({
    version: "v1",
    path: "/chat/completions",
    query: "",
    body: {
      ...rest,
      messages: [{ role: "user", content: text }],
      ...(rest.stream ? { stream_options: { include_usage: true } } : {}),
      ...(tools.length > 0
        ? { tools: tools.map((name) => ({ type: "function", function: { name, parameters: PARAMETERS } })) }
        : {}),
      ...(thinks ? { reasoning_effort: "high" } : {}),
    },
  }),
  read({ choices: [choice] }: ChatBody) {
    const said = choice?.message ?? choice?.delta ?? {};
    const calls = (said.tool_calls ?? []).map(({ function: call }) => (call?.name ?? "") + (call?.arguments ?? ""));
    return { text: said.content ?? "", thoughts: said.reasoning_content ?? "", calls: calls.join("") };
  },
};

interface ChatSaid {
  content?: string | null;
  reasoning_content?: string;
  tool_calls?: { function?: { name?: string; arguments?: string } }[];
}
interface ChatBody {
  choices: { message?: ChatSaid; delta?: ChatSaid }[];
}

const responses: DialectCaller = {
  dialect: "openai-responses",
  types: { answer: "Response", event: "ResponseStreamEvent" },
  call: ({ text, tools = [], thinks = false, ...rest }) => ({
    version: "v1",
    path: "/responses",
    query: "",
    body: {
      ...rest,
      input: text,
      ...(tools.length > 0
        ? { tools: tools.map((name) => ({ type: "function", name, parameters: PARAMETERS, strict: false })) }
        : {}),
      ...(thinks ? { reasoning: { effort: "high", summary: "auto" } } : {}),
    },
  }),
  read(body: ResponsesBody, isEvent) {
    if (isEvent) return readResponsesEvent(body);
    const items = body.output ?? [];
    const texts = (parts: { text?: string }[] = []) => parts.map(({ text = "" }) => text).join("");
    return {
      text: items.map((item) => texts(item.content)).join(""),
      thoughts: items.map((item) => texts(item.summary)).join(""),
      calls: items.map((item) => (item.name ?? "") + (item.arguments ?? "")).join(""),
    };
  },
};

interface ResponsesBody {
  type?: string;
  delta?: string;
  item?: { name?: string };
  output?: { content?: { text?: string }[]; summary?: { text?: string }[]; name?: string; arguments?: string }[];
}

function readResponsesEvent({ type, delta = "", item }: ResponsesBody): Said {
  if (type === "response.output_text.delta") return { text: delta };
  if (type === "response.reasoning_summary_text.delta") return { thoughts: delta };
  if (type === "response.function_call_arguments.delta") return { calls: delta };
  return type === "response.output_item.added" ? { calls: item?.name ?? "" } : {};
}

const messages: DialectCaller = {
  dialect: "anthropic-messages",
  types: { answer: "Message", event: "RawMessageStreamEvent" },
  call: ({ text, tools = [], thinks = false, ...rest }) => ({
    version: "v1",
    path: "/messages",
    query: "",
    body: {
      ...rest,
      max_tokens: 4_096,
      messages: [{ role: "user", content: text }],
      ...(tools.length > 0 ? { tools: tools.map((name) => ({ name, input_schema: PARAMETERS })) } : {}),
      ...(thinks ? { thinking: { type: "enabled", budget_tokens: 1024 } } : {}),
    },
  }),
  read({ content, content_block: begun, delta }: MessagesBody) {
    const blocks = content ?? [begun ?? {}];
    return {
      text: (delta?.text ?? "") + blocks.map(({ text = "" }) => text).join(""),
      thoughts: (delta?.thinking ?? "") + blocks.map(({ thinking = "" }) => thinking).join(""),
      calls: (delta?.partial_json ?? "") + blocks.map(({ name = "", input }) => name + written(input)).join(""),
    };
  },
};

interface MessagesBlock {
  text?: string;
  thinking?: string;
  name?: string;
  input?: object;
}
interface MessagesBody {
  content?: MessagesBlock[];
  content_block?: MessagesBlock;
  delta?: { text?: string; thinking?: string; partial_json?: string };
}

/** A call begins with an empty input on a stream, which is not what it was called with. */
function written(input: object | undefined): string {
  return input === undefined || Object.keys(input).length === 0 ? "" : JSON.stringify(input);
}

const contents: DialectCaller = {
  dialect: "gemini",
  types: { answer: "GenerateContentResponse", event: "GenerateContentResponse" },
  call: ({ model, text, stream, tools = [], thinks = false }) => ({
    version: "v1beta",
    path: `/models/${model}:${stream ? "streamGenerateContent" : "generateContent"}`,
    query: stream ? "alt=sse" : "",
    body: {
      contents: [{ role: "user", parts: [{ text }] }],
      ...(tools.length > 0
        ? { tools: [{ functionDeclarations: tools.map((name) => ({ name, parametersJsonSchema: PARAMETERS })) }] }
        : {}),
      ...(thinks ? { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } } : {}),
    },
  }),
  read({ candidates }: ContentsBody) {
    const parts = candidates?.[0]?.content?.parts ?? [];
    const texts = (isThought: boolean) =>
      parts.filter(({ thought = false }) => thought === isThought).map(({ text = "" }) => text);
    const calls = parts.flatMap(({ functionCall: call }) => (call === undefined ? [] : [call]));
    return {
      text: texts(false).join(""),
      thoughts: texts(true).join(""),
      calls: calls.map(({ name, args }) => name + JSON.stringify(args)).join(""),
    };
  },
};

interface ContentsBody {
  candidates?: {
    content?: { parts?: { text?: string; thought?: boolean; functionCall?: { name: string; args: object } }[] };
  }[];
}

/** One caller for every dialect of chat that the gateway is spoken to in. */
export const DIALECT_CALLERS: readonly DialectCaller[] = [chat, responses, messages, contents];

/** Asks the gateway as this caller would and gives status and text, a stream to its end. */
export function askGateway(
  gateway: OpenGateway,
  caller: DialectCaller,
  wanted: Wanted,
): Promise<{ status: number; text: string }> {
  const { body, ...head } = caller.call(wanted);
  return gateway.call({ ...head, body: JSON.stringify(body) });
}

/** The JSON of every event of a stream; the one terminal that is none is left out. */
export function eventsIn(stream: string): unknown[] {
  return stream
    .split("\n")
    .filter((line) => line.startsWith("data: ") && !line.startsWith("data: [DONE]"))
    .map((line) => JSON.parse(line.slice("data: ".length)));
}
