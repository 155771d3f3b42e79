import { anthropicStatus, renderAnthropicError } from "@/lib/errors/render-anthropic-error";
import type { ErrorFace } from "../../endpoint";

/** Errors as Anthropic's clients read them. */
export const messagesErrors: ErrorFace = {
  renderError: renderAnthropicError,
  statusOf: anthropicStatus,
  requestIdHeader: "request-id",
};
