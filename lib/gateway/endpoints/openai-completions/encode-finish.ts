import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";

/** The word clients know. Throws AppError `upstream_error` for a model that broke off by itself, which has no word here. */
export function encodeFinish(reason: FinishReason): "stop" | "length" | "content_filter" {
  switch (reason) {
    case "length":
    case "content_filter":
      return reason;
    case "error":
      throw new AppError("upstream_error", "The model broke off with an error before its answer was whole. Try again.");
    default:
      return "stop";
  }
}
