import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readEdit, readGeneration } from "./read-asked";

/** What pictures made and pictures changed have in common. */
const images = {
  dialect: "openai-images",
  kind: "image",
  places: { text: "prompt", media: "image" },
  sideOf: (adapter) => adapter.images,
  encodeAnswer,
  readWhole: (body) => (Array.isArray(body.data) ? {} : null),
  lastEvents: ["image_generation.completed", "image_edit.completed"],
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `event: error\ndata: ${renderOpenAiError(error, requestId)}\n\n`,
} as const satisfies Partial<TaskEndpoint<PictureRequest, PictureAnswer>>;

/** `POST /images/generations`, as callers speak it. */
export const imageGenerations: TaskEndpoint<PictureRequest, PictureAnswer> = {
  ...images,
  accepts: "json",
  read: readGeneration,
};

/** `POST /images/edits`: pictures in a form, or named in JSON. */
export const imageEdits: TaskEndpoint<PictureRequest, PictureAnswer> = {
  ...images,
  accepts: "either",
  read: readEdit,
};
