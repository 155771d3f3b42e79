import type { ProviderFailure, UpstreamFailureResponse } from "./contract";
import { readRetryAfterMs } from "./read-retry-after";
import { safeMessage } from "./safe-message";

type Code = ProviderFailure["code"];

/** What a status means when the body says nothing better. Paths and models are the operator's. Other 4xx: the upstream refused what was asked. */
const CODE_OF_STATUS: Readonly<Record<number, Code>> = {
  401: "upstream_auth_error",
  402: "upstream_error",
  403: "upstream_auth_error",
  404: "upstream_error",
  405: "upstream_error",
  408: "upstream_timeout",
  429: "upstream_rate_limited",
  503: "overloaded",
  504: "upstream_timeout",
  529: "overloaded",
};

const DEFAULT_MESSAGE: Readonly<Record<Code, string>> = {
  upstream_rejected: "The upstream refused this request without saying why.",
  context_length_exceeded:
    "The prompt is too long for this model. Shorten it or use a model with a larger context window.",
  upstream_rate_limited: "The upstream is limiting requests. Try again later.",
  upstream_auth_error: "The upstream refused the gateway's credential. Ask your administrator to check it.",
  upstream_error: "The upstream failed to answer. Try again.",
  upstream_timeout: "The upstream took too long to answer. Try again.",
  overloaded: "The upstream is overloaded. Try again shortly.",
};

const NOT_RETRYABLE: ReadonlySet<Code> = new Set(["upstream_rejected", "context_length_exceeded"]);

/** A failure in our words. `message` is the upstream's; a refused credential always gets our own sentence, as theirs may quote it. */
export function failureOf(code: Code, message: string | undefined, retryAfterMs?: number): ProviderFailure {
  const safe = code === "upstream_auth_error" ? "" : safeMessage(message);
  return {
    code,
    message: safe === "" ? DEFAULT_MESSAGE[code] : safe,
    retryable: !NOT_RETRYABLE.has(code),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The failure a response's status and headers tell of; `code` overrides the status where the body knew better. */
export function failureOfStatus(
  response: UpstreamFailureResponse,
  message: string | undefined,
  code: Code = codeOfStatus(response.status),
): ProviderFailure {
  return failureOf(code, message, readRetryAfterMs(response.headers));
}

function codeOfStatus(status: number): Code {
  return CODE_OF_STATUS[status] ?? (status >= 400 && status < 500 ? "upstream_rejected" : "upstream_error");
}

/** True for a sentence that says the prompt does not fit the model; for dialects and servers that have no code for it. */
export function saysContextIsFull(message: string): boolean {
  return /context[ _-](?:length|window|size)|maximum context|prompt is too long|input is too long|exceeds? the maximum (?:number of )?(?:input )?tokens|input token count/i.test(
    message,
  );
}
