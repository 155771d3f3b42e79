import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderFailure, UpstreamFailureResponse } from "../contract";
import { failureOf, failureOfStatus, saysContextIsFull } from "../failure-of-status";

/** Statuses with a meaning of their own here: a model that is not there is the operator's trouble, 498 is a refused key. */
const CODE_OF_STATUS: ReadonlyMap<number, ProviderFailure["code"]> = new Map([
  [404, "upstream_error"],
  [498, "upstream_auth_error"],
  [499, "upstream_error"],
]);

/** Reads `{"message","id"}` (API reference, "Errors"). */
export function readFailure(response: UpstreamFailureResponse): ProviderFailure {
  const message = textOf(objectOf(parseJson(response.body))?.message);
  const isTooLong = response.status === 400 && message !== undefined && saysTooLong(message);
  const code = isTooLong ? "context_length_exceeded" : CODE_OF_STATUS.get(response.status);
  return failureOfStatus(response, message, code);
}

/** Reads an event that tells of an error, or one that is no JSON at all. */
export function readErrorEvent(event: JsonObject | undefined): StreamEvent {
  const { code, message, retryable } = failureOf("upstream_error", textOf(event?.message) ?? textOf(event?.error));
  return { type: "error", failure: { code, message, retryable } };
}

function saysTooLong(message: string): boolean {
  return /too many tokens/i.test(message) || saysContextIsFull(message);
}
