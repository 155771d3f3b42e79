import type { AppError } from "./app-error";

/** google.rpc.Code by HTTP status (https://google.aip.dev/193). */
const STATUS: ReadonlyMap<number, string> = new Map([
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [405, "UNIMPLEMENTED"],
  [408, "DEADLINE_EXCEEDED"],
  [409, "ABORTED"],
  [429, "RESOURCE_EXHAUSTED"],
  [499, "CANCELLED"],
  [500, "INTERNAL"],
  [502, "INTERNAL"],
  [503, "UNAVAILABLE"],
  [504, "DEADLINE_EXCEEDED"],
]);

/** Parameters that adapters name in the words of Chat Completions, by their names here. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["messages", "contents"],
  ["max_tokens", "generationConfig.maxOutputTokens"],
  ["n", "generationConfig.candidateCount"],
  ["stop", "generationConfig.stopSequences"],
  ["response_format", "generationConfig.responseJsonSchema"],
  ["reasoning_effort", "generationConfig.thinkingConfig"],
  ["tool_choice", "toolConfig.functionCallingConfig"],
  ["temperature", "generationConfig.temperature"],
  ["top_p", "generationConfig.topP"],
  ["top_k", "generationConfig.topK"],
  ["seed", "generationConfig.seed"],
  ["presence_penalty", "generationConfig.presencePenalty"],
  ["frequency_penalty", "generationConfig.frequencyPenalty"],
  ["service_tier", "serviceTier"],
]);

/**
 * The body of an error of Google's APIs: `google.rpc.Status` as JSON, with the error model's own details (ErrorInfo carries our code as
 * its reason and what a quota said as its metadata). Also valid as the `data:` of a chunk.
 */
export function renderGeminiError(error: AppError, requestId: string): string {
  const { status: code, message } = error;
  const status = STATUS.get(code) ?? (code < 500 ? "INVALID_ARGUMENT" : "INTERNAL");
  return JSON.stringify({
    error: { code, message: inOwnWords(error, message), status, details: detailsOf(error, requestId) },
  });
}

function detailsOf(error: AppError, requestId: string): object[] {
  const said = Object.entries(error.refusal ?? {}).filter((entry) => entry[1] !== null);
  const details: object[] = [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: error.code.toUpperCase(),
      domain: "gatehouse",
      metadata: { ...Object.fromEntries(said), request_id: requestId },
    },
  ];
  if (error.param !== undefined) {
    const field = PARAMETERS.get(error.param) ?? error.param;
    const fieldViolations = [{ field, description: inOwnWords(error, error.message) }];
    details.push({ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations });
  }
  if (error.retryAfterMs !== undefined && error.shouldRetry) {
    const retryDelay = `${Math.max(1, Math.ceil(error.retryAfterMs / 1000))}s`;
    details.push({ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay });
  }
  return details;
}

function inOwnWords({ param }: AppError, message: string): string {
  const own = param === undefined ? undefined : PARAMETERS.get(param);
  return own === undefined ? message : message.replace(`\`${param}\``, `\`${own}\``);
}
