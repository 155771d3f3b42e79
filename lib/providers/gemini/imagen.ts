import { AppError } from "@/lib/errors/app-error";
import type { PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { nearestRatio } from "../nearest-ratio";
import { safeMessage } from "../safe-message";
import type { TaskTranslation } from "../task-contract";
import { unsupported } from "../unsupported";
import type { callOf } from "./build-request";

const RATIOS = ["1:1", "3:4", "4:3", "9:16", "16:9"] as const;
const MOST_PICTURES = 4;
/** Larger ones are of the second class, and there is no third. */
const USUAL_PIXELS = 2_100_000;

/** Pictures of the models that are charged by the picture and know no tokens (Vertex AI REST reference, "Imagen API"). */
export function imagenTranslation(surface: { callOf: typeof callOf }): TaskTranslation<PictureRequest, PictureAnswer> {
  return {
    buildRequest(request, target) {
      const { url, headers } = surface.callOf({ stream: false }, target);
      return { url: url.replace(/:generateContent$/, ":predict"), headers, body: JSON.stringify(writeBody(request)) };
    },
    readAnswer: ({ body }) => readPredictions(body),
  };
}

function writeBody({ prompt, sent, count, size, mediaType }: PictureRequest) {
  if (sent.length > 0) throw unsupported("image", "pictures to change");
  if (count > MOST_PICTURES) throw unsupported("n", `more than ${MOST_PICTURES} pictures per call`);
  if (mediaType === "image/webp") throw unsupported("output_format", "WebP");
  const aspectRatio = size === undefined ? undefined : nearestRatio(size, RATIOS);
  if (size !== undefined && aspectRatio === undefined)
    throw unsupported("size", `this shape; it draws ${RATIOS.join(", ")}`);
  return {
    instances: [{ prompt }],
    parameters: withoutUndefined({
      sampleCount: count,
      aspectRatio,
      sampleImageSize: size !== undefined && size.width * size.height > USUAL_PIXELS ? "2K" : undefined,
      outputOptions: mediaType === undefined ? undefined : { mimeType: mediaType },
      includeRaiReason: true,
    }),
  };
}

/** What was filtered has a reason in its place; where all was, the list may be empty. Throws AppError `upstream_error`. */
function readPredictions(body: unknown): PictureAnswer {
  const answer = objectOf(body);
  const made = arrayOf(answer?.predictions).map((one) => objectOf(one) ?? {});
  const pictures = made.flatMap(({ bytesBase64Encoded, mimeType }) => {
    const data = textOf(bytesBase64Encoded) ?? "";
    return data === "" ? [] : [{ mediaType: textOf(mimeType) ?? "image/png", data }];
  });
  const reasons = made.flatMap(({ raiFilteredReason }) => textOf(raiFilteredReason) ?? []);
  // An empty object is what the API gives where everything was filtered and nothing may be said of it.
  if (pictures.length === 0 && answer?.predictions === undefined && Object.keys(answer ?? { none: 1 }).length > 0) {
    throw new AppError("upstream_error", "The provider's answer could not be read. Try again.", {
      internal: "neither predictions nor nothing",
    });
  }
  const refused = pictures.length > 0 ? "" : safeMessage(reasons[0] ?? "its filter held it back").replace(/\.$/, "");
  return {
    pictures,
    usage: NO_USAGE,
    units: { picture: pictures.length },
    ...(refused === "" ? {} : { refused }),
  };
}
