import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { TaskEndpoint } from "../../task-endpoint";
import { RELAYED_ONLY } from "../relayed-only";
import { readAsked } from "./read-asked";

/** OpenAI Moderations, as callers speak them. */
export const openAiModerations: TaskEndpoint<never, never> = {
  ...RELAYED_ONLY,
  dialect: "openai-moderations",
  kind: "moderation",
  accepts: "json",
  places: { text: "input", media: "input" },
  read: readAsked,
  sideOf: ({ moderate }) => moderate,
  readWhole: (body) => (Array.isArray(body.results) ? {} : null),
  renderError: renderOpenAiError,
};
