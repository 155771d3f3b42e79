import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { TaskEndpoint } from "../../task-endpoint";
import { RELAYED_ONLY } from "../relayed-only";
import { readEdit, readGeneration } from "./read-asked";

/** What pictures made and pictures changed have in common. */
const images = {
  ...RELAYED_ONLY,
  dialect: "openai-images",
  kind: "image",
  sideOf: (adapter) => adapter.images,
  readWhole: (body) => (Array.isArray(body.data) ? {} : null),
  lastEvents: ["image_generation.completed", "image_edit.completed"],
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `event: error\ndata: ${renderOpenAiError(error, requestId)}\n\n`,
} as const satisfies Partial<TaskEndpoint<never, never>>;

/** `POST /images/generations`, as callers speak it. */
export const imageGenerations: TaskEndpoint<never, never> = { ...images, accepts: "json", read: readGeneration };

/** `POST /images/edits`: pictures in a form, or named in JSON. */
export const imageEdits: TaskEndpoint<never, never> = { ...images, accepts: "either", read: readEdit };
