import { AppError } from "@/lib/errors/app-error";
import type { Json } from "@/lib/llm/json";
import type { PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import type { Target } from "../contract";
import { nearestRatio } from "../nearest-ratio";
import { safeMessage } from "../safe-message";
import type { TaskSide } from "../task-contract";
import { unsupported } from "../unsupported";
import { invoke } from "./invoke";

type Body = { [name: string]: Json | undefined };

const MOST_PICTURES = 5;
const RATIOS = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"] as const;
const FORMATS: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, "png"],
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
]);

/** Pictures of Amazon's and Stability's models, each in its maker's format; charged by the picture (Bedrock user guide, "Inference request parameters"). */
export const bedrockImageSide: TaskSide<PictureRequest, PictureAnswer> = {
  translate: {
    buildRequest(request, target) {
      if (request.sent.length > 0) throw unsupported("image", "pictures to change");
      return invoke(target, isStability(target) ? stabilityBody(request) : amazonBody(request));
    },
    readAnswer: ({ body }, request) => readPictures(body, request),
  },
};

function isStability({ upstreamModel }: Target): boolean {
  return /stability\./.test(upstreamModel);
}

function amazonBody({ prompt, count, size, isFine, mediaType }: PictureRequest): Body {
  if (count > MOST_PICTURES) throw unsupported("n", `more than ${MOST_PICTURES} pictures per call`);
  if (mediaType !== undefined && mediaType !== "image/png")
    throw unsupported("output_format", "other formats than PNG");
  return {
    taskType: "TEXT_IMAGE",
    textToImageParams: { text: prompt },
    imageGenerationConfig: {
      numberOfImages: count,
      quality: isFine === true ? "premium" : "standard",
      ...(size === undefined ? {} : { width: size.width, height: size.height }),
    },
  };
}

function stabilityBody({ prompt, count, size, mediaType }: PictureRequest): Body {
  if (count > 1) throw unsupported("n", "more than one picture per call");
  const output_format = FORMATS.get(mediaType);
  if (output_format === undefined) throw unsupported("output_format", "WebP");
  const aspect_ratio = size === undefined ? undefined : nearestRatio(size, RATIOS);
  if (size !== undefined && aspect_ratio === undefined)
    throw unsupported("size", `this shape; it draws ${RATIOS.join(", ")}`);
  return { prompt, aspect_ratio, output_format };
}

/** Amazon's say in `error`, Stability's in `finish_reasons`, what was held back. Throws AppError `upstream_error`. */
function readPictures(body: unknown, { mediaType = "image/png" }: PictureRequest): PictureAnswer {
  const answer = objectOf(body);
  const reasons = [answer?.error, ...arrayOf(answer?.finish_reasons)].flatMap((reason) => textOf(reason) ?? []);
  const images = arrayOf(answer?.images).flatMap((image) => textOf(image) ?? []);
  const pictures = images.filter((data) => data !== "").map((data) => ({ mediaType, data }));
  if (pictures.length === 0 && reasons.length === 0) {
    throw new AppError("upstream_error", "The provider's answer could not be read. Try again.", {
      internal: "no images and no reason",
    });
  }
  const refused = pictures.length > 0 ? "" : safeMessage(reasons[0]).replace(/\.$/, "");
  return {
    pictures,
    usage: NO_USAGE,
    units: { picture: pictures.length },
    ...(refused === "" ? {} : { refused }),
  };
}
