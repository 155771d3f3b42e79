import { imageTokens, sizeOf } from "@/lib/llm/image-tokens";
import type { JsonObject } from "@/lib/llm/json";
import { textOf } from "@/lib/llm/read-json";
import { hashOf } from "../compose-answer";
import { BadCall } from "../read-call";
import { wait } from "../wait";
import { drawPng } from "./draw-png";
import { countOfField, events, json, type TaskCall, type TaskReply, textOfField } from "./task-call";

const MOST_IMAGES = 10;
const TOKENS_PER_SENT_IMAGE = 85;
/** A partial picture comes as slowly as so many tokens. */
const PACE = 10;

/** `POST /images/generations`. */
export function generateImages(call: TaskCall): TaskReply {
  return draw(call, { event: "image_generation", sent: 0 });
}

/** `POST /images/edits`, as a form with pictures or as JSON. */
export function editImages(call: TaskCall): TaskReply {
  const named = Array.isArray(call.fields.images) ? call.fields.images.length : 0;
  const sent = call.files.filter(({ field }) => field.startsWith("image")).length + named;
  if (sent === 0) throw new BadCall("image", "Missing required parameter: 'image'.");
  return draw(call, { event: "image_edit", sent });
}

function draw(call: TaskCall, { event, sent }: { event: string; sent: number }): TaskReply {
  const { fields, tokenizer } = call;
  const prompt = textOfField(call, "prompt");
  const n = Math.min(countOfField(call, "n", 1), MOST_IMAGES);
  const [quality, size] = [textOf(fields.quality) ?? "low", textOf(fields.size) ?? "1024x1024"];
  const [width, height] = sizeOf(size).map((side) => side || 1024) as [number, number];
  const text = tokenizer.count(prompt);
  const pictures = sent * TOKENS_PER_SENT_IMAGE;
  const output = n * imageTokens(quality, `${width}x${height}`);
  const usage = {
    input_tokens: text + pictures,
    input_tokens_details: { text_tokens: text, image_tokens: pictures },
    output_tokens: output,
    total_tokens: text + pictures + output,
  };
  const created = Math.floor(Date.now() / 1000);
  const looks = { size: `${width}x${height}`, quality, background: "opaque", output_format: "png" };
  const picture = (index: number) => drawPngBase64(width, height, hashOf(`${prompt}\n${index}`));
  if (fields.stream === true || fields.stream === "true") {
    const common = { created_at: created, ...looks };
    return events(partials(call, { event, common, picture: picture(0), usage }));
  }
  const data = Array.from({ length: n }, (_, index) => ({ b64_json: picture(index) }));
  return json({ created, ...looks, data, usage });
}

interface Drawing {
  event: string;
  common: JsonObject;
  picture: string;
  usage: JsonObject;
}

async function* partials(call: TaskCall, drawing: Drawing): AsyncGenerator<JsonObject> {
  const { event, common, picture, usage } = drawing;
  const { behaviour, signal } = call;
  const partial = Math.min(Number(call.fields.partial_images ?? 0) || 0, 3);
  for (let index = 0; index < partial; index++) {
    yield { type: `${event}.partial_image`, ...common, partial_image_index: index, b64_json: picture };
    await wait(behaviour.chunkMs * PACE, signal);
  }
  yield { type: `${event}.completed`, ...common, b64_json: picture, usage };
}

function drawPngBase64(width: number, height: number, seed: number): string {
  return drawPng(width, height, seed).toString("base64");
}
