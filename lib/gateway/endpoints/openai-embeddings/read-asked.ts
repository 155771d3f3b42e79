import type { EmbedRequest } from "@/lib/llm/embed";
import type { Json } from "@/lib/llm/json";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { readEndUser } from "../end-user";
import { invalid, optionalCount } from "../fields";
import { fieldsOf, modelOf, textParts } from "../task-parts";
import { encodingFormat } from "./encoding-format";
import { readEmbedRequest } from "./read-request";

const MOST_INPUTS = 10_000;

/** What policy needs of an embeddings body; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<EmbedRequest> {
  const json = fieldsOf(body);
  const model = modelOf(json);
  encodingFormat(json);
  optionalCount(json, "dimensions");
  const { texts, tokens } = readInput(json.input);
  const prompt = textParts(texts, { messages: Math.max(1, texts.length), ...(tokens === 0 ? {} : { tokens }) });
  return {
    model,
    kind: "embedding",
    stream: false,
    maxTokens: 0,
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(json.user),
    task: { units: {} },
    body,
    path: "/embeddings",
    answer: "json",
    guessedOutput: 0,
    toHub: () => readEmbedRequest(json),
  };
}

/** A text, texts, the tokens of a text, or those of several. */
function readInput(input: Json | undefined): { texts: string[]; tokens: number } {
  if (typeof input === "string") return { texts: [requireText(input)], tokens: 0 };
  if (!Array.isArray(input)) throw invalid("input", "`input` must be a text, a list of texts, or tokens.");
  if (input.length === 0) throw invalid("input", "`input` is empty. Send at least one text.");
  if (input.every(isToken)) return { texts: [], tokens: input.length };
  if (input.length > MOST_INPUTS) throw invalid("input", `\`input\` has more than ${MOST_INPUTS} elements.`);
  const texts: string[] = [];
  let tokens = 0;
  for (const [index, one] of input.entries()) {
    if (typeof one === "string") texts.push(requireText(one, `input[${index}]`));
    else if (Array.isArray(one) && one.length > 0 && one.every(isToken)) tokens += one.length;
    else throw invalid(`input[${index}]`, "Each `input` must be a text that is not empty, or a list of tokens.");
  }
  return { texts, tokens };
}

function requireText(text: string, param = "input"): string {
  if (text === "") throw invalid(param, "`input` has an empty text. Send texts that are not empty.");
  return text;
}

function isToken(value: Json): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
