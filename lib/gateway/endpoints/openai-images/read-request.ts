import type { JsonObject } from "@/lib/llm/json";
import type { Picture, PictureRequest } from "@/lib/llm/picture";
import { pictureHead } from "@/lib/llm/picture-head";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { TaskBody } from "../../task-endpoint";
import { invalid, notCarried, optionalWord } from "../fields";
import { readDataUrl } from "../read-data-url";
import { fieldsOf } from "../task-parts";

/** Members that are read here or before, or that say nothing of the picture's content. */
const KNOWN: ReadonlySet<string> = new Set([
  ...["model", "prompt", "n", "size", "quality", "output_format", "response_format", "background", "images"],
  ...["stream", "partial_images", "user", "safety_identifier", "moderation", "input_fidelity", "output_compression"],
]);
const FINE: ReadonlySet<unknown> = new Set(["high", "xhigh", "max", "hd"]);
const TYPES: ReadonlyMap<string, string> = new Map(["png", "jpeg", "webp"].map((name) => [name, `image/${name}`]));
const PICTURE_PART = /^image(?:\[\d*\])?$/;

/** A call for pictures for an upstream of another dialect. Throws AppError `unsupported_parameter` for what it cannot take. */
export function readPictureRequest(
  body: TaskBody,
  { prompt, count }: { prompt: string; count: number },
): PictureRequest {
  const fields = fieldsOf(body);
  refuseForeign(fields, body);
  const size = sizeOf(fields);
  const mediaType = typeOf(fields);
  return {
    prompt,
    sent: body.kind === "form" ? sentInForm(body) : sentByName(body.json),
    count,
    ...(size === undefined ? {} : { size }),
    ...(FINE.has(fields.quality) ? { isFine: true } : {}),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

function refuseForeign(fields: JsonObject, body: TaskBody): void {
  const files = body.kind === "form" ? body.parts.map(({ name }) => name) : [];
  const names = [...Object.keys(fields).filter((name) => fields[name] !== null), ...files];
  if (names.includes("mask")) throw notCarried("mask", "a mask");
  const unknown = names.find((name) => !KNOWN.has(name) && !PICTURE_PART.test(name));
  if (unknown !== undefined) throw notCarried(unknown.slice(0, 40), "this parameter");
  if (optionalWord(fields, "response_format", ["b64_json", "url"]) === "url")
    throw notCarried("response_format", "pictures behind a URL; they come as Base64");
  if (optionalWord(fields, "background", ["auto", "opaque", "transparent"]) === "transparent")
    throw notCarried("background", "a transparent background");
  const { output_compression: compression } = fields;
  if (compression !== undefined && compression !== null && Number(compression) !== 100)
    throw notCarried("output_compression", "a degree of compression");
}

function sizeOf({ size }: JsonObject): PictureRequest["size"] {
  if (size === undefined || size === null || size === "auto") return undefined;
  const [, width, height] = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/.exec(textOf(size) ?? "") ?? [];
  if (width !== undefined && height !== undefined) return { width: Number(width), height: Number(height) };
  throw invalid("size", "`size` must be `auto`, or width and height like `1024x1536`.");
}

function typeOf({ output_format: format }: JsonObject): string | undefined {
  if (format === undefined || format === null) return undefined;
  const type = TYPES.get(textOf(format) ?? "");
  if (type === undefined) throw notCarried("output_format", "this format");
  return type;
}

function sentInForm({ bytes, parts }: Extract<TaskBody, { kind: "form" }>): Picture[] {
  return parts
    .filter(({ name, filename }) => filename !== null && PICTURE_PART.test(name))
    .map(({ start, end }) => {
      const file = bytes.subarray(start, end);
      const head = pictureHead(file);
      if (head === null) throw invalid("image", "An `image` is none: send PNG, JPEG, WebP or GIF.");
      return { mediaType: head.mediaType, data: file.toString("base64") };
    });
}

function sentByName({ images }: JsonObject): Picture[] {
  return arrayOf(images).map((image, index) => {
    const param = `images[${index}].image_url`;
    const picture = readDataUrl(textOf(objectOf(image)?.image_url) ?? "");
    if (picture === undefined) throw notCarried(param, "pictures by URL; send a data URL");
    if (!picture.mediaType.startsWith("image/")) throw invalid(param, "A data URL of `images` must hold a picture.");
    return picture;
  });
}
