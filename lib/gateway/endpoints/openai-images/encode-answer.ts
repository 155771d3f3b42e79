import { AppError } from "@/lib/errors/app-error";
import type { JsonObject } from "@/lib/llm/json";
import type { Picture, PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import { pictureHead } from "@/lib/llm/picture-head";
import { inputTokens, outputTokens, type TokenUsage, totalTokens } from "@/lib/llm/usage";
import type { AskedTask, EncodedTask, TaskAnswerContext } from "../../task-endpoint";
import { oneAnswerStream } from "../one-answer-stream";

/** Enough of a picture to find its size: 48 KiB. */
const HEAD_CHARS = 64 * 1024;

/**
 * Pictures of an upstream of another dialect, whole or, for a caller who asked for a stream, as the event of each finished picture.
 * Throws AppError `upstream_rejected` where the provider held all of them back.
 */
export function encodeAnswer(
  { pictures, refused, usage }: PictureAnswer,
  { stream, path }: AskedTask<PictureRequest>,
  context: TaskAnswerContext,
): EncodedTask {
  const [first] = pictures;
  if (first === undefined) {
    throw new AppError(
      "upstream_rejected",
      `The provider made no picture of this: ${refused ?? "it gave no reason"}.`,
      {
        param: "prompt",
      },
    );
  }
  const created = Math.floor(Date.now() / 1000);
  const used = usage === undefined || totalTokens(usage) === 0 ? undefined : writeUsage(context.usage);
  if (stream) {
    const type = path === "/images/edits" ? "image_edit.completed" : "image_generation.completed";
    return oneAnswerStream(
      pictures.map((picture, index) => {
        const looks = { size: "auto", quality: "auto", ...looksOf(picture) };
        // One of the call, not of each picture.
        const mine = index === pictures.length - 1 && used !== undefined ? used : NOTHING;
        return frame(type, { type, b64_json: picture.data, created_at: created, ...looks, usage: mine });
      }),
    );
  }
  const data = pictures.map((picture) => ({ b64_json: picture.data }));
  return JSON.stringify({ created, ...looksOf(first), data, ...(used === undefined ? {} : { usage: used }) });
}

function frame(type: string, event: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** What the picture itself says, which need not be what was asked for. */
function looksOf({ mediaType, data }: Picture): JsonObject {
  const size = pictureHead(Buffer.from(data.slice(0, HEAD_CHARS), "base64"))?.size;
  return {
    background: "opaque",
    output_format: mediaType.replace("image/", ""),
    ...(size === undefined ? {} : { size: `${size.width}x${size.height}` }),
  };
}

const NOTHING: JsonObject = {
  input_tokens: 0,
  input_tokens_details: { text_tokens: 0, image_tokens: 0 },
  output_tokens: 0,
  total_tokens: 0,
};

function writeUsage(usage: TokenUsage): JsonObject {
  const input = inputTokens(usage);
  return {
    input_tokens: input,
    input_tokens_details: { text_tokens: input - usage.image, image_tokens: usage.image },
    output_tokens: outputTokens(usage),
    total_tokens: totalTokens(usage),
  };
}
