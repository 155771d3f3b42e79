import type { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { JsonObject } from "@/lib/llm/json";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ProviderAdapter, UpstreamDialect } from "@/lib/providers/contract";
import type { Asked } from "./asked";
import type { ForeignId } from "./endpoints/refuse-foreign-id";
import type { GatewayRequest, RenderError } from "./http";
import type { RelayedAnswer, RelayTap } from "./relay/tap";
import type { JsonBody } from "./steps/read-json-body";

export interface EncodeContext {
  /** The model name the caller asked for; what answers carry. */
  requestedModel: string;
  includeUsage: boolean;
  /** What the model thinks is not shown; proofs of it still go along. */
  hidesReasoning?: boolean;
  /** A guess, for dialects that tell the input's size before the upstream does. */
  inputTokensEstimate: number;
  /** The caller's body, for dialects whose answers repeat it. */
  request?: JsonObject;
  /** Told the number the next event gets, by dialects that number them. */
  noteSequence?(next: number): void;
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

/** Reads usage of one relayed body or event, in the dialect of the call. */
export type ReadsUsage = Pick<NonNullable<ProviderAdapter["chat"]>, "readUsage">;

/** What the relay lane must see of a dialect. */
export interface RelaySide {
  /** `noteObjects` takes ids of what the upstream keeps, as they are seen. */
  openTap(chat: ReadsUsage, asked: Asked, noteObjects: (ids: readonly string[]) => void): RelayTap;
  /** Ids of what the provider's account keeps, which no caller may name; left out: checked when the body was read. */
  foreignIds?(body: JsonObject): readonly ForeignId[];
  /** Null for a body that is no answer. */
  readWhole(body: Record<string, unknown>): RelayedAnswer | null;
}

/** What a stream needs beside its frames. */
export interface StreamFace {
  /** The frame that ends a stream which already began; `sequence` is its number where events are numbered. Left out: such a stream is cut. */
  renderErrorEvent?(error: AppError, requestId: string, sequence: number): string;
  /** The frame that keeps a silent stream open; left out: a comment; null: nothing may come between. */
  heartbeat?: string | null;
}

/** One inbound wire format for chat calls. */
export interface ChatEndpoint extends ErrorFace, StreamFace {
  dialect: UpstreamDialect;
  /** Throws AppError `invalid_request` naming the parameter. */
  read(body: JsonBody, head: CallHead): Asked;
  relay: RelaySide;
  encodeAnswer(answer: Answer, context: EncodeContext): string;
  encodeStream(events: AsyncIterable<StreamEvent>, context: EncodeContext): AsyncGenerator<string>;
  renderErrorEvent: NonNullable<StreamFace["renderErrorEvent"]>;
}
