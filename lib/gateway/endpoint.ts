import type { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderAdapter, UpstreamDialect } from "@/lib/providers/contract";
import type { Asked } from "./asked";
import type { GatewayRequest, RenderError } from "./http";
import type { RelayedAnswer, RelayTap } from "./relay/tap";
import type { JsonBody } from "./steps/read-json-body";

export interface EncodeContext {
  /** The model name the caller asked for; what answers carry. */
  requestedModel: string;
  includeUsage: boolean;
  /** A guess, for dialects that tell the input's size before the upstream does. */
  inputTokensEstimate: number;
}

/** How one dialect tells of errors. */
export interface ErrorFace {
  /** Body of an error answer. */
  renderError: RenderError;
  /** The status, where the dialect has another than ours. */
  statusOf?(error: AppError): number;
  /** The header its clients read the request's id from, beside `x-request-id`. */
  requestIdHeader?: string;
}

/** What a call is beside its body: dialects that put the model into the path read it there. */
export type CallHead = Pick<GatewayRequest, "version" | "path" | "query" | "headers">;

/** What the relay lane must see of a dialect. */
export interface RelaySide {
  openTap(chat: NonNullable<ProviderAdapter["chat"]>, asked: Asked): RelayTap;
  /** Null for a body that is no answer. */
  readWhole(body: Record<string, unknown>): RelayedAnswer | null;
}

/** One inbound wire format for chat calls. */
export interface ChatEndpoint extends ErrorFace {
  dialect: UpstreamDialect;
  /** Throws AppError `invalid_request` naming the parameter. */
  read(body: JsonBody, head: CallHead): Asked;
  relay: RelaySide;
  encodeAnswer(answer: Answer, context: EncodeContext): string;
  encodeStream(events: AsyncIterable<StreamEvent>, context: EncodeContext): AsyncGenerator<string>;
  /** The frame that ends a stream which already began. */
  renderErrorEvent(error: AppError, requestId: string): string;
  /** The frame that keeps a silent stream open; left out: a comment. */
  heartbeat?: string;
}
