import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { Picture, PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target } from "../contract";
import { nearestRatio } from "../nearest-ratio";
import { safeMessage } from "../safe-message";
import type { TaskSide, TaskTranslation } from "../task-contract";
import { unsupported } from "../unsupported";
import type { callOf } from "./build-request";
import { imagenTranslation } from "./imagen";
import { describeDrawing } from "./models";
import { readUsage } from "./read-usage";

const RATIOS = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"] as const;

/** Pictures up to so many pixels are of a class; the usual one needs no name. */
const CLASSES = [
  { upTo: 2_100_000, name: undefined },
  { upTo: 6_400_000, name: "2K" },
  { upTo: Number.POSITIVE_INFINITY, name: "4K" },
] as const;

export interface DrawSurface {
  callOf: typeof callOf;
  /** Whether the format of a picture can be chosen; the developer API leaves it to the model. */
  picksFormat: boolean;
}

/** Pictures by generateContent, or by `predict` for the models that make nothing else (Gemini API guide, "Image generation"). */
export function drawSide(surface: DrawSurface): TaskSide<PictureRequest, PictureAnswer> {
  const imagen = imagenTranslation(surface);
  const own = ownTranslation(surface);
  const of = ({ upstreamModel }: Target) => (/imagen/i.test(upstreamModel) ? imagen : own);
  return {
    translate: {
      buildRequest: (request, target) => of(target).buildRequest(request, target),
      readAnswer: (answer, request) =>
        (objectOf(answer.body)?.candidates === undefined && objectOf(answer.body)?.promptFeedback === undefined
          ? imagen
          : own
        ).readAnswer(answer, request),
    },
  };
}

function ownTranslation({ callOf, picksFormat }: DrawSurface): TaskTranslation<PictureRequest, PictureAnswer> {
  return {
    buildRequest: (request, target) => ({
      ...callOf({ stream: false }, target),
      body: JSON.stringify(writeBody(request, target, picksFormat)),
    }),
    readAnswer: ({ body }) => readPictures(body),
  };
}

function writeBody({ prompt, sent, count, size, mediaType }: PictureRequest, target: Target, picksFormat: boolean) {
  if (count > 1) throw unsupported("n", "more than one picture per call");
  const { isAlwaysPng } = describeDrawing(target.upstreamModel);
  if (mediaType !== undefined && !picksFormat && !(isAlwaysPng && mediaType === "image/png"))
    throw unsupported("output_format", "a format: it answers in the one it has");
  if (mediaType === "image/webp") throw unsupported("output_format", "WebP");
  const imageConfig = withoutUndefined({
    ...(size === undefined ? {} : shapeOf(size, target)),
    imageOutputOptions: mediaType === undefined || !picksFormat ? undefined : { mimeType: mediaType },
  });
  return {
    contents: [{ role: "user", parts: [...sent.map(writePicture), { text: prompt }] }],
    generationConfig: {
      responseModalities: ["IMAGE"],
      ...(Object.keys(imageConfig).length > 0 ? { imageConfig } : {}),
    },
  };
}

function writePicture({ mediaType, data }: Picture): JsonObject {
  return { inlineData: { mimeType: mediaType, data } };
}

/** Shapes have names here, and sizes are classes. */
function shapeOf(
  size: { width: number; height: number },
  { upstreamModel }: Target,
): Record<string, string | undefined> {
  const aspectRatio = nearestRatio(size, RATIOS);
  if (aspectRatio === undefined) throw unsupported("size", `this shape; it draws ${RATIOS.join(", ")}`);
  const imageSize = CLASSES.find(({ upTo }) => size.width * size.height <= upTo)?.name;
  if (imageSize !== undefined && describeDrawing(upstreamModel).isSmallOnly)
    throw unsupported("size", "more than about 1024×1024 pixels");
  return { aspectRatio, imageSize };
}

/** What models draw on the way to the picture is a thought, and no answer. Throws AppError `upstream_error`. */
function readPictures(body: unknown): PictureAnswer {
  const response = objectOf(body);
  const usage = readUsage(response);
  const parts = arrayOf(response?.candidates).flatMap((one) => arrayOf(objectOf(objectOf(one)?.content)?.parts));
  const pictures = parts.flatMap(readPicture);
  const refused = pictures.length > 0 ? undefined : whyNone(response);
  if (pictures.length === 0 && refused === undefined) {
    throw new AppError("upstream_error", "The provider's answer could not be read. Try again.", {
      internal: "a response without pictures and without a reason",
    });
  }
  return {
    pictures,
    units: { picture: pictures.length },
    ...(refused === undefined ? {} : { refused, made: "" as const }),
    ...(usage === undefined ? {} : { usage }),
  };
}

function readPicture(value: Json): Picture[] {
  const part = objectOf(value);
  const inline = objectOf(part?.inlineData);
  const [mediaType = "", data = ""] = [textOf(inline?.mimeType), textOf(inline?.data)];
  return part?.thought !== true && mediaType.startsWith("image/") && data !== "" ? [{ mediaType, data }] : [];
}

/** A blocked prompt has a reason and no candidates; a picture that was held back has a finish, and sometimes a sentence. */
function whyNone(response: JsonObject | undefined): string | undefined {
  const blocked = textOf(objectOf(response?.promptFeedback)?.blockReason);
  const candidate = objectOf(arrayOf(response?.candidates)[0]);
  const said = safeMessage(textOf(candidate?.finishMessage)).replace(/\.$/, "");
  return blocked ?? (said === "" ? textOf(candidate?.finishReason) : said);
}
