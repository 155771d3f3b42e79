import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { failureOf, failureOfStatus, saysContextIsFull } from "../failure-of-status";

type Code = ProviderFailure["code"];

/** Exceptions of the service by name, with a small first letter (API reference, "Errors" of Converse). */
const CODE_OF_EXCEPTION: ReadonlyMap<string, Code> = new Map([
  ["accessDeniedException", "upstream_auth_error"],
  ["unrecognizedClientException", "upstream_auth_error"],
  ["invalidSignatureException", "upstream_auth_error"],
  ["expiredTokenException", "upstream_auth_error"],
  ["missingAuthenticationTokenException", "upstream_auth_error"],
  ["resourceNotFoundException", "upstream_error"],
  ["serviceQuotaExceededException", "upstream_rate_limited"],
  ["throttlingException", "upstream_rate_limited"],
  ["modelNotReadyException", "overloaded"],
  ["modelTimeoutException", "upstream_timeout"],
  ["modelErrorException", "upstream_error"],
  ["modelStreamErrorException", "upstream_error"],
  ["internalServerException", "upstream_error"],
  ["serviceUnavailableException", "overloaded"],
]);

/** Reads `{"message"}` with the exception's name in `x-amzn-errortype` or `__type`. */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const body = objectOf(parseJson(response.body));
  const message = messageOf(body);
  const name = response.headers["x-amzn-errortype"] ?? textOf(body?.__type) ?? "";
  return failureOfStatus(response, message, codeOf(name, message, response.status));
}

/** Reads an exception inside a stream; its name comes in the frame's headers. */
export function readException(name: string, payload: JsonObject | undefined): StreamEvent {
  const text = messageOf(payload);
  const { code, message, retryable } = failureOf(codeOf(name, text, 400) ?? "upstream_error", text);
  return { type: "error", failure: { code, message, retryable } };
}

function messageOf(body: JsonObject | undefined): string | undefined {
  return textOf(body?.message) ?? textOf(body?.Message);
}

function codeOf(name: string, message: string | undefined, status: number): Code | undefined {
  const [bare = ""] = name.split(":");
  const exception = bare.slice(bare.lastIndexOf("#") + 1).replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  const known = CODE_OF_EXCEPTION.get(exception);
  if (known !== undefined) return known;
  const isRefusal = exception === "validationException" || status === 400;
  return isRefusal && message !== undefined && saysContextIsFull(message) ? "context_length_exceeded" : undefined;
}
