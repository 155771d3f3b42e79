import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { hashOf } from "../compose-answer";
import { BadCall } from "../read-call";
import { json, type TaskCall, type TaskReply } from "./task-call";

/** Words that stand for a category; a real model reads more than words. */
const CATEGORIES: readonly (readonly [string, RegExp])[] = [
  ["harassment", /\b(?:idiot|stupid)\b/i],
  ["harassment/threatening", /\bi will (?:hurt|kill) you\b/i],
  ["hate", /\bhate (?:them|those people)\b/i],
  ["hate/threatening", /\bkill (?:them|those people)\b/i],
  ["illicit", /\b(?:pick a lock|launder)\b/i],
  ["illicit/violent", /\bbuild a bomb\b/i],
  ["self-harm", /\bhurt myself\b/i],
  ["self-harm/intent", /\bi want to die\b/i],
  ["self-harm/instructions", /\bhow to hurt myself\b/i],
  ["sexual", /\bexplicit sex\b/i],
  ["sexual/minors", /(?!)/],
  ["violence", /\b(?:kill|stab|shoot)\b/i],
  ["violence/graphic", /\bblood everywhere\b/i],
];

/** `POST /moderations`: one result for each text; parts of one input are one. */
export function moderate({ fields, tokenizer }: TaskCall): TaskReply {
  const texts = textsOf(fields.input);
  const tokens = texts.reduce((sum, text) => sum + tokenizer.count(text), 0);
  return json({
    id: `modr-sim${hashOf(texts.join("\n")).toString(16).padStart(8, "0")}`,
    model: fields.model,
    results: texts.map(resultOf),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

function textsOf(input: unknown): string[] {
  if (typeof input === "string") return [input];
  const list = arrayOf(input);
  if (list.length > 0 && list.every((one) => typeof one === "string")) return [...list];
  const parts = list.flatMap((one) => textOf(objectOf(one)?.text) ?? []);
  if (list.length === 0) throw new BadCall("input", "Missing required parameter: 'input'.");
  return [parts.join("\n")];
}

function resultOf(text: string) {
  const found = CATEGORIES.map(([name, words]) => [name, words.test(text)] as const);
  const scores = found.map(([name, isFound]) => [name, isFound ? 0.97 : (hashOf(name + text) % 100) / 10_000] as const);
  return {
    flagged: found.some(([, isFound]) => isFound),
    categories: Object.fromEntries(found),
    category_scores: Object.fromEntries(scores),
    category_applied_input_types: Object.fromEntries(found.map(([name]) => [name, ["text"]])),
  };
}
