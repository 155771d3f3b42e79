import { renderGeminiError } from "@/lib/errors/render-gemini-error";
import type { CallHead, ErrorFace } from "../../endpoint";
import { isArrayForm } from "./json-array";

/** Errors as Google's clients read them. */
export const wholeErrors: ErrorFace = { renderError: renderGeminiError };

/** Where a stream was asked for as one JSON array, an error is its only element. */
const ARRAY_ERRORS: ErrorFace = {
  renderError: (error, requestId) => `[${renderGeminiError(error, requestId)}]`,
};

export function errorFaceFor(head: CallHead): ErrorFace {
  return isArrayForm(head) ? ARRAY_ERRORS : wholeErrors;
}
