import { AppError } from "@/lib/errors/app-error";
import { imageTokens } from "@/lib/llm/image-tokens";
import type { JsonObject } from "@/lib/llm/json";
import type { PictureRequest } from "@/lib/llm/picture";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { readEndUser } from "../end-user";
import { invalid } from "../fields";
import { countField, fieldsOf, modelOf, switchField, textField, textParts } from "../task-parts";
import { readPictureRequest } from "./read-request";

const MOST_IMAGES = 10;
const MOST_PARTIALS = 3;
/** A partial picture costs so many tokens more (OpenAI's guide "Image generation"). */
const TOKENS_PER_PARTIAL = 100;

/** What policy needs of a call that makes pictures. Throws AppError `invalid_request` with `param`. */
export function readGeneration(body: TaskBody): AskedTask<PictureRequest> {
  return readImages(body, { path: "/images/generations", sent: 0 });
}

/** The same of a call that changes pictures. */
export function readEdit(body: TaskBody): AskedTask<PictureRequest> {
  const sent = body.kind === "form" ? countFiles(body) : countNamed(body.json);
  if (sent === 0) throw invalid("image", "Send at least one `image` to change.");
  return readImages(body, { path: "/images/edits", sent });
}

function countFiles({ parts }: Extract<TaskBody, { kind: "form" }>): number {
  return parts.filter(({ name, filename }) => filename !== null && /^(?:image(?:\[\d*\])?|mask)$/.test(name)).length;
}

function countNamed(json: JsonObject): number {
  const named = [...arrayOf(json.images), json.mask].map(objectOf).filter((image) => image !== undefined);
  if (named.some(({ file_id: id }) => id !== undefined && id !== null)) {
    throw new AppError(
      "unsupported_parameter",
      "Uploaded files are shared by all callers of a provider and cannot be used through Gatehouse. Send the picture itself.",
      { param: "images.file_id" },
    );
  }
  return named.length;
}

function readImages(body: TaskBody, { path, sent }: { path: string; sent: number }): AskedTask<PictureRequest> {
  const fields = fieldsOf(body);
  const text = textField(fields, "prompt");
  const prompt = textParts([text], { images: sent });
  const n = countField(fields, "n", MOST_IMAGES) ?? 1;
  const stream = switchField(fields, "stream");
  const output = n * imageTokens(textOf(fields.quality), textOf(fields.size));
  return {
    model: modelOf(fields),
    kind: "image",
    stream,
    maxTokens: output + (stream ? partialsOf(fields) * TOKENS_PER_PARTIAL : 0),
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(fields.user),
    task: { units: { picture: n } },
    body,
    path,
    answer: "json",
    guessedOutput: output,
    toHub: () => readPictureRequest(body, { prompt: text, count: n }),
  };
}

/** None is a number here, unlike elsewhere. */
function partialsOf(fields: JsonObject): number {
  const { partial_images: asked } = fields;
  return asked === 0 || asked === "0" ? 0 : (countField(fields, "partial_images", MOST_PARTIALS) ?? 0);
}
