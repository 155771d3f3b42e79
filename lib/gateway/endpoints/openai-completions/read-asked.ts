import type { Json, JsonObject } from "@/lib/llm/json";
import { guessInput } from "@/lib/sizing/size-input";
import type { Asked } from "../../asked";
import type { JsonBody } from "../../steps/read-json-body";
import { readEndUser } from "../end-user";
import { invalid, optionalBoolean, optionalCount, optionalObject } from "../fields";
import { modelOf, textParts } from "../task-parts";
import { readCompletionRequest } from "./read-request";

/** What a body that does not say makes at most (OpenAI API reference, "Create completion", `max_tokens`). */
const DEFAULT_MAX_TOKENS = 16;
const MOST_CHOICES = 128;
const MOST_PROMPTS = 2_048;
/** What the endpoint takes for a body without a prompt. */
const NO_PROMPT = "<|endoftext|>";

/** What policy needs of a completions body; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: JsonBody): Asked {
  const { json } = body;
  const { texts, tokens, prompts } = readPrompts(json.prompt ?? NO_PROMPT);
  const suffix = typeof json.suffix === "string" ? [json.suffix] : [];
  const prompt = textParts([...texts, ...suffix], { messages: prompts, ...(tokens === 0 ? {} : { tokens }) });
  const streamOptions = optionalObject(json, "stream_options");
  const maxTokens = optionalCount(json, "max_tokens");
  return {
    model: modelOf(json),
    stream: optionalBoolean(json, "stream") ?? false,
    includeUsage: streamOptions?.include_usage === true,
    streamOptions,
    maxTokens: maxTokens ?? DEFAULT_MAX_TOKENS,
    maxTokensMembers: maxTokens === undefined ? [] : ["max_tokens"],
    choices: prompts * readChoices(json),
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(json.user),
    needs: {
      jsonSchema: false,
      forcedTool: false,
      sampling: ["temperature", "top_p"].some((name) => json[name] !== undefined && json[name] !== null),
    },
    body,
    toHub: () => readCompletionRequest(json, maxTokens ?? DEFAULT_MAX_TOKENS),
  };
}

/** Answers that are made for one prompt, whether they are shown or not. */
function readChoices(json: JsonObject): number {
  const made = Math.max(optionalCount(json, "n") ?? 1, optionalCount(json, "best_of") ?? 1);
  if (made <= MOST_CHOICES) return made;
  throw invalid("n", `\`n\` and \`best_of\` must be at most ${MOST_CHOICES}.`);
}

/** A text, texts, the tokens of a text, or those of several. */
function readPrompts(prompt: Json): { texts: string[]; tokens: number; prompts: number } {
  if (typeof prompt === "string") return { texts: [prompt], tokens: 0, prompts: 1 };
  if (!Array.isArray(prompt) || prompt.length === 0)
    throw invalid("prompt", "`prompt` must be a text, a list of texts, or tokens.");
  if (prompt.every((one) => typeof one === "number")) return { texts: [], tokens: prompt.length, prompts: 1 };
  if (prompt.length > MOST_PROMPTS) throw invalid("prompt", `\`prompt\` has more than ${MOST_PROMPTS} elements.`);
  const texts = prompt.filter((one) => typeof one === "string");
  const lists = prompt.filter((one) => Array.isArray(one));
  if (texts.length + lists.length < prompt.length)
    throw invalid("prompt", "`prompt` must be a text, a list of texts, or tokens.");
  return { texts, tokens: lists.reduce((sum, list) => sum + list.length, 0), prompts: prompt.length };
}
