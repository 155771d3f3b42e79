import type { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { UpstreamDialect } from "@/lib/providers/contract";
import type { Asked } from "./asked";
import type { JsonBody } from "./steps/read-json-body";

export interface EncodeContext {
  /** The model name the caller asked for; what answers carry. */
  requestedModel: string;
  includeUsage: boolean;
}

/** One inbound wire format for chat calls. */
export interface ChatEndpoint {
  dialect: UpstreamDialect;
  /** Throws AppError `invalid_request` naming the parameter. */
  read(body: JsonBody): Asked;
  encodeAnswer(answer: Answer, context: EncodeContext): string;
  encodeStream(events: AsyncIterable<StreamEvent>, context: EncodeContext): AsyncGenerator<string>;
  /** Body of an error answer. */
  renderError(error: AppError, requestId: string): string;
  /** The frame that ends a stream which already began. */
  renderErrorEvent(error: AppError, requestId: string): string;
}
