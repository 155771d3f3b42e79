import type { Json } from "@/lib/llm/json";
import { objectOf, textOf } from "@/lib/llm/read-json";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { invalid } from "../fields";
import { noHub } from "../relayed-only";
import { fieldsOf, modelOf, textParts } from "../task-parts";

/** What the endpoint takes for a body without a model (OpenAI API reference, "Create moderation"). */
const USUAL_MODEL = "omni-moderation-latest";

/** What policy needs of a moderation body. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<never> {
  const json = fieldsOf(body);
  const { texts, images } = readInput(json.input);
  const prompt = textParts(texts, { images });
  return {
    model: json.model === undefined || json.model === null ? USUAL_MODEL : modelOf(json),
    kind: "moderation",
    stream: false,
    maxTokens: 0,
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    task: { units: {} },
    body,
    path: "/moderations",
    answer: "json",
    guessedOutput: 0,
    toHub: noHub,
  };
}

/** A text, texts, or parts of one input. */
function readInput(input: Json | undefined): { texts: string[]; images: number } {
  if (typeof input === "string") return { texts: [input], images: 0 };
  if (!Array.isArray(input) || input.length === 0)
    throw invalid("input", "`input` must be a text, a list of texts, or a list of parts.");
  const texts: string[] = [];
  let images = 0;
  for (const [index, one] of input.entries()) {
    const part = objectOf(one);
    const text = textOf(one) ?? textOf(part?.text);
    if (text !== undefined) texts.push(text);
    else if (part?.type === "image_url") images++;
    else throw invalid(`input[${index}]`, "Each of `input` must be a text, or a part of type `text` or `image_url`.");
  }
  return { texts, images };
}
