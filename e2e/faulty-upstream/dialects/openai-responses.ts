import { createHash } from "node:crypto";
import {
  type Ask,
  asBag,
  asList,
  type Dialect,
  pictureOf,
  type ScriptedAnswer,
  type ScriptedPart,
  textOf,
} from "./dialect";

/** Responses (https://platform.openai.com/docs/api-reference/responses): typed, numbered events. */
export const openaiResponses: Dialect = {
  id: "openai-responses",
  readAsk(path, body) {
    if (!path.split("?")[0]?.endsWith("/responses")) return undefined;
    const bag = asBag(body);
    const items = asList(bag.input).map(asBag);
    const lastUser = items.findLast((item) => item.role === "user");
    return {
      model: String(bag.model),
      streamed: bag.stream === true,
      wantsUsage: true,
      toolNames: asList(bag.tools).map((tool) => String(asBag(tool).name)),
      toolResults: items.filter((item) => item.type === "function_call_output").map((item) => textOf(item.output)),
      userText: typeof bag.input === "string" ? bag.input : textOf(lastUser?.content),
      pictures: items
        .flatMap((item) => asList(item.content).map(asBag))
        .filter((part) => part.type === "input_image")
        .map((part) => pictureOf(part.image_url)),
    };
  },
  whole: (answer, ask) => response(ask, answer, { status: endOf(answer), output: items(answer, ask) }),
  frames(answer, ask) {
    let sequence = 0;
    const event = (type: string, body: object) => {
      const data = JSON.stringify({ type, sequence_number: sequence++, ...body });
      return `event: ${type}\ndata: ${data}\n\n`;
    };
    const begun = response(ask, { ...answer, usage: null }, { status: "in_progress", output: [] });
    return [
      event("response.created", { response: begun }),
      event("response.in_progress", { response: begun }),
      ...answer.parts.flatMap((part, index) => itemFrames(part, { ...placeOf(ask, index), event })),
      event(`response.${endOf(answer)}`, {
        response: response(ask, answer, { status: endOf(answer), output: items(answer, ask) }),
      }),
    ];
  },
  errorBody: (status, message) => ({
    error: { message, type: status < 500 ? "invalid_request_error" : "server_error", code: null, param: null },
  }),
  errorFrame(message) {
    const error = { type: "server_error", code: "server_error", message, param: null };
    return `event: error\ndata: ${JSON.stringify({ type: "error", sequence_number: 99, error })}\n\n`;
  },
};

type Thought = Extract<ScriptedPart, { type: "thought" }>;
type Emit = (type: string, body: object) => string;

function endOf({ finish }: ScriptedAnswer): "completed" | "incomplete" {
  return finish === "length" ? "incomplete" : "completed";
}

/** The same question has the same id, so that answers with and without a gateway between can be compared. */
function idOf({ model, userText }: Ask): string {
  return `resp_${createHash("sha256").update(`${model} ${userText}`).digest("hex").slice(0, 32)}`;
}

function response(ask: Ask, answer: ScriptedAnswer, { status, output }: { status: string; output: object[] }) {
  const { usage } = answer;
  return {
    id: idOf(ask),
    object: "response",
    created_at: 1_760_000_000,
    status,
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: null,
    metadata: {},
    model: ask.model,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    "x-unknown": { kept: true },
    usage:
      usage === null
        ? null
        : {
            input_tokens: usage.input,
            input_tokens_details: { cached_tokens: usage.cached, cache_write_tokens: 0 },
            output_tokens: usage.output,
            output_tokens_details: { reasoning_tokens: usage.reasoning },
            total_tokens: Number(usage.input) + Number(usage.output),
          },
  };
}

function items(answer: ScriptedAnswer, ask: Ask): object[] {
  return answer.parts.map((part, index) => item(part, placeOf(ask, index), "completed"));
}

interface ItemPlace {
  /** What ids of items end in: unlike for every question. */
  stem: string;
  index: number;
}

function placeOf(ask: Ask, index: number): ItemPlace {
  return { stem: `${idOf(ask).slice("resp_".length)}_${index}`, index };
}

function item(part: ScriptedPart, { stem, index }: ItemPlace, status: string) {
  if (part.type === "text") {
    const text = part.pieces.join("");
    const content = status === "completed" ? [{ type: "output_text", text, annotations: [], logprobs: [] }] : [];
    return { id: `msg_${stem}`, type: "message", status, role: "assistant", content };
  }
  if (part.type === "thought") return thoughtItem(part, { stem, status });
  const json = status === "completed" ? part.argumentPieces.join("") : "";
  const call = { call_id: `call_${index + 1}`, name: part.name, arguments: json };
  return { id: `fc_${stem}`, type: "function_call", status, ...call };
}

function thoughtItem({ pieces, proof }: Thought, { stem, status }: { stem: string; status: string }) {
  const summary = status === "completed" ? [{ type: "summary_text", text: pieces.join("") }] : [];
  return { id: `rs_${stem}`, type: "reasoning", summary, encrypted_content: proof };
}

function itemFrames(part: ScriptedPart, place: ItemPlace & { event: Emit }): string[] {
  const { index: output_index, event } = place;
  const added = event("response.output_item.added", { output_index, item: item(part, place, "in_progress") });
  const inner = innerFrames(part, place);
  const done = event("response.output_item.done", { output_index, item: item(part, place, "completed") });
  return [added, ...inner, done];
}

function innerFrames(part: ScriptedPart, place: ItemPlace & { event: Emit }): string[] {
  switch (part.type) {
    case "text":
      return textFrames(part, place);
    case "thought":
      return thoughtFrames(part, place);
    case "tool":
      return callFrames(part, place);
  }
}

function thoughtFrames({ pieces }: Thought, { stem, index, event }: ItemPlace & { event: Emit }): string[] {
  const place = { item_id: `rs_${stem}`, output_index: index, summary_index: 0 };
  const text = pieces.join("");
  return [
    event("response.reasoning_summary_part.added", { ...place, part: { type: "summary_text", text: "" } }),
    ...pieces.map((delta) => event("response.reasoning_summary_text.delta", { ...place, delta })),
    event("response.reasoning_summary_text.done", { ...place, text }),
    event("response.reasoning_summary_part.done", { ...place, part: { type: "summary_text", text } }),
  ];
}

function textFrames(
  part: Extract<ScriptedPart, { type: "text" }>,
  { stem, index, event }: ItemPlace & { event: Emit },
): string[] {
  const place = { item_id: `msg_${stem}`, output_index: index, content_index: 0 };
  const text = part.pieces.join("");
  const whole = { type: "output_text", text, annotations: [], logprobs: [] };
  return [
    event("response.content_part.added", { ...place, part: { ...whole, text: "" } }),
    ...part.pieces.map((delta) => event("response.output_text.delta", { ...place, delta, logprobs: [] })),
    event("response.output_text.done", { ...place, text, logprobs: [] }),
    event("response.content_part.done", { ...place, part: whole }),
  ];
}

function callFrames(
  part: Extract<ScriptedPart, { type: "tool" }>,
  { stem, index, event }: ItemPlace & { event: Emit },
): string[] {
  const place = { item_id: `fc_${stem}`, output_index: index };
  const whole = { name: part.name, arguments: part.argumentPieces.join("") };
  return [
    ...part.argumentPieces.map((delta) => event("response.function_call_arguments.delta", { ...place, delta })),
    event("response.function_call_arguments.done", { ...place, ...whole }),
  ];
}

/** Calls about a stored response: this provider keeps every response anybody names. Undefined for other paths. */
export function answerStored(method: string, path: string): { status: number; body: object } | undefined {
  const [, id, action = ""] = /\/responses\/(resp_\w+)(\/\w+)?(?:\?.*)?$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  if (method === "DELETE") return { status: 200, body: { id, object: "response", deleted: true } };
  if (action === "/cancel") {
    const message = "Cannot cancel a synchronous response.";
    return { status: 400, body: { error: { message, type: "invalid_request_error", code: null, param: null } } };
  }
  if (action === "/input_items") {
    return { status: 200, body: { object: "list", data: [], first_id: null, last_id: null, has_more: false } };
  }
  const ask = {
    model: "good",
    streamed: false,
    wantsUsage: true,
    toolNames: [],
    toolResults: [],
    userText: "",
    pictures: [],
  };
  const stored = response(
    ask,
    { parts: [], finish: "stop", usage: null, usageRepeats: 0 },
    { status: "completed", output: [] },
  );
  return { status: 200, body: { ...stored, id } };
}
