import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { failureOfStatus, saysContextIsFull } from "../failure-of-status";

type Code = ProviderFailure["code"];

/** google.rpc.Code by name. A wrong model, an unpaid account or a closed region are the operator's trouble. */
const CODE_OF_STATUS: ReadonlyMap<unknown, Code> = new Map([
  ["UNAUTHENTICATED", "upstream_auth_error"],
  ["PERMISSION_DENIED", "upstream_auth_error"],
  ["FAILED_PRECONDITION", "upstream_error"],
  ["NOT_FOUND", "upstream_error"],
  ["CANCELLED", "upstream_error"],
  ["INTERNAL", "upstream_error"],
  ["RESOURCE_EXHAUSTED", "upstream_rate_limited"],
  ["UNAVAILABLE", "overloaded"],
  ["DEADLINE_EXCEEDED", "upstream_timeout"],
]);

/** Reads `{"error":{"code","message","status","details"}}`, also as the only item of an array (streams without SSE). */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const body = parseJson(response.body);
  const error = objectOf(objectOf(Array.isArray(body) ? body[0] : body)?.error);
  const failure = failureOfStatus(response, textOf(error?.message), codeOf(error));
  const delayMs = retryDelayMs(error);
  return failure.retryAfterMs === undefined && delayMs !== undefined ? { ...failure, retryAfterMs: delayMs } : failure;
}

/** Reads an error chunk inside a stream; a chunk that is no JSON reads as a plain failure. */
export function readErrorChunk(chunk: JsonObject | undefined): StreamEvent {
  const error = objectOf(chunk?.error);
  const status = countOf(error?.code) ?? 500;
  const { code, message, retryable } = failureOfStatus(
    { status, headers: {}, body: "" },
    textOf(error?.message),
    codeOf(error),
  );
  return { type: "error", failure: { code, message, retryable } };
}

function codeOf(error: JsonObject | undefined): Code | undefined {
  const known = CODE_OF_STATUS.get(error?.status);
  if (known !== undefined || error?.status !== "INVALID_ARGUMENT") return known;
  const message = textOf(error.message) ?? "";
  // A bad key is a 400 here.
  const badKey = arrayOf(error.details).some((detail) => objectOf(detail)?.reason === "API_KEY_INVALID");
  if (badKey || /API key (?:not valid|expired)/i.test(message)) return "upstream_auth_error";
  return saysContextIsFull(message) ? "context_length_exceeded" : "upstream_rejected";
}

/** `google.rpc.RetryInfo`: a duration such as "31s" or "0.5s"; not always repeated in the headers. */
function retryDelayMs(error: JsonObject | undefined): number | undefined {
  const delays = arrayOf(error?.details).map((detail) => textOf(objectOf(detail)?.retryDelay) ?? "");
  const [, seconds] = /^(\d+(?:\.\d+)?)s$/.exec(delays.find((delay) => delay !== "") ?? "") ?? [];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}
