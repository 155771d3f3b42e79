import { arrayOf } from "@/lib/llm/read-json";
import { hashOf } from "../compose-answer";
import { BadCall } from "../read-call";
import { countOfField, json, type TaskCall, type TaskReply } from "./task-call";

const DIMENSIONS = 256;
/** Places of the vector that one word adds to. */
const PLACES_PER_WORD = 8;

/** `POST /embeddings`: unit vectors by words, so that texts with the same words are near each other. */
export function embed(call: TaskCall): TaskReply {
  const { fields, tokenizer } = call;
  const inputs = inputsOf(call);
  const dimensions = countOfField(call, "dimensions", DIMENSIONS);
  const tokens = inputs.reduce(
    (sum, input) => sum + (typeof input === "string" ? tokenizer.count(input) : input.length),
    0,
  );
  const data = inputs.map((input, index) => {
    const vector = unitVector(typeof input === "string" ? input : input.join(" "), dimensions);
    const embedding =
      fields.encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : Array.from(vector);
    return { object: "embedding", index, embedding };
  });
  return json({ object: "list", data, model: fields.model, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

type Input = string | readonly number[];

function inputsOf({ fields: { input } }: TaskCall): Input[] {
  if (typeof input === "string" && input !== "") return [input];
  const list = arrayOf(input);
  if (list.length > 0 && list.every((one) => typeof one === "number")) return [list];
  const inputs = list.flatMap((one): Input[] => {
    if (typeof one === "string") return [one];
    return Array.isArray(one) ? [one.filter((token) => typeof token === "number")] : [];
  });
  if (inputs.length === 0 || inputs.length !== list.length) throw new BadCall("input", "'$.input' is invalid.");
  return inputs;
}

function unitVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) addWord(vector, word);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function addWord(vector: Float32Array, word: string): void {
  let state = hashOf(word);
  for (let place = 0; place < PLACES_PER_WORD; place++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const at = (state >>> 8) % vector.length;
    vector[at] = (vector[at] ?? 0) + ((state & 1) === 0 ? 1 : -1) + place / 64;
  }
}
