import type { AppError } from "@/lib/errors/app-error";
import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import { objectOf, parseJson } from "@/lib/llm/read-json";

/**
 * The `error` event that ends a stream: its members at the top, as the API reference has them, and under `error`, as the wire has
 * them; every SDK generation throws on one of the two.
 */
export function renderErrorEvent(error: AppError, requestId: string, sequence: number): string {
  const body = objectOf(objectOf(parseJson(renderOpenAiError(error, requestId)))?.error);
  const { code = null, message = "", param = null } = body ?? {};
  const data = { type: "error", sequence_number: sequence, code, message, param, error: body ?? {} };
  return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
}
