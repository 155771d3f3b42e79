import type { ServerResponse } from "node:http";
import { newId } from "@/lib/crypto/new-id";
import type { AppError } from "@/lib/errors/app-error";
import { renderOpenAiError } from "@/lib/errors/render-openai-error";

/** Answers with JSON that nobody may cache. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Answers a call that no endpoint took, and whose dialect nobody knows, with an error that clients of both OpenAI and Anthropic read. */
export function answerError(response: ServerResponse, error: AppError): void {
  const requestId = newId("req");
  response.setHeader("x-request-id", requestId);
  response.setHeader("request-id", requestId);
  response.setHeader("x-should-retry", String(error.shouldRetry));
  if (error.retryAfterMs !== undefined) response.setHeader("retry-after", Math.ceil(error.retryAfterMs / 1000));
  const body: object = JSON.parse(renderOpenAiError(error, requestId));
  answerJson(response, error.status, { type: "error", ...body, request_id: requestId });
}
