import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { failureOf, failureOfStatus, saysContextIsFull } from "../failure-of-status";

type Code = ProviderFailure["code"];

/** Anthropic's error types (API reference, "Errors"). A wrong model name and an empty account are the operator's trouble. */
const CODE_OF_TYPE: ReadonlyMap<unknown, Code> = new Map([
  ["authentication_error", "upstream_auth_error"],
  ["permission_error", "upstream_auth_error"],
  ["billing_error", "upstream_error"],
  ["not_found_error", "upstream_error"],
  ["rate_limit_error", "upstream_rate_limited"],
  ["timeout_error", "upstream_timeout"],
  ["overloaded_error", "overloaded"],
  ["api_error", "upstream_error"],
]);

/** Reads `{"type":"error","error":{"type","message"},"request_id"}`. */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const error = objectOf(objectOf(parseJson(response.body))?.error);
  return failureOfStatus(response, textOf(error?.message), codeOf(error));
}

/** Reads an `error` event inside a stream. */
export function readErrorEvent(event: JsonObject): StreamEvent {
  const error = objectOf(event.error);
  const { code, message, retryable } = failureOf(codeOf(error) ?? "upstream_error", textOf(error?.message));
  return { type: "error", failure: { code, message, retryable } };
}

function codeOf(error: JsonObject | undefined): Code | undefined {
  const known = CODE_OF_TYPE.get(error?.type);
  const message = textOf(error?.message) ?? "";
  if (known !== undefined || error?.type !== "invalid_request_error") return known;
  if (/credit balance|spend limit/i.test(message)) return "upstream_error";
  return saysContextIsFull(message) ? "context_length_exceeded" : "upstream_rejected";
}
