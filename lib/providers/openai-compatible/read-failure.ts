import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { failureOf, failureOfStatus, saysContextIsFull } from "../failure-of-status";

type Code = ProviderFailure["code"];

/** Error codes and types that say more than the status. A spent upstream account is the operator's trouble, not the caller's pace. */
const CODE_OF_WORD: ReadonlyMap<unknown, Code> = new Map([
  ["context_length_exceeded", "context_length_exceeded"],
  ["string_above_max_length", "context_length_exceeded"],
  ["insufficient_quota", "upstream_error"],
  ["billing_hard_limit_reached", "upstream_error"],
  ["invalid_api_key", "upstream_auth_error"],
  ["authentication_error", "upstream_auth_error"],
  ["model_not_found", "upstream_error"],
  ["rate_limit_exceeded", "upstream_rate_limited"],
  ["rate_limit_error", "upstream_rate_limited"],
  ["overloaded", "overloaded"],
  ["overloaded_error", "overloaded"],
]);

/** Reads `{"error":{"message","type","param","code"}}` and its relatives: `error` a string, `code` a number, `detail`, no JSON at all. */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const body = objectOf(parseJson(response.body));
  const error = objectOf(body?.error);
  const message = textOf(error?.message) ?? textOf(body?.error) ?? textOf(body?.message) ?? textOf(body?.detail);
  return failureOfStatus(response, message, codeOfBody(error, message, response.status));
}

/** Reads the `error` member of a stream chunk (section "Errors" of the API reference); numeric codes are HTTP statuses (OpenRouter). */
export function readErrorChunk(error: unknown): ProviderFailure {
  const body = objectOf(error);
  const message = textOf(body?.message) ?? textOf(error);
  const status = typeof body?.code === "number" ? body.code : 500;
  const code = codeOfBody(body, message, status);
  return code === undefined ? failureOfStatus({ status, headers: {}, body: "" }, message) : failureOf(code, message);
}

function codeOfBody(error: JsonObject | undefined, message: string | undefined, status: number): Code | undefined {
  const known = CODE_OF_WORD.get(error?.code) ?? CODE_OF_WORD.get(error?.type);
  if (known !== undefined) return known;
  const refused = status === 400 || status === 413 || status === 422;
  return refused && message !== undefined && saysContextIsFull(message) ? "context_length_exceeded" : undefined;
}
