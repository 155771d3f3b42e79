import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { PictureAnswer, PictureRequest } from "@/lib/llm/picture";
import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import type { SpeechAnswer, SpeechRequest } from "@/lib/llm/speech";
import type { TranscriptionAnswer, TranscriptionRequest } from "@/lib/llm/transcription";
import type { Units } from "@/lib/llm/units";
import type { TokenUsage } from "@/lib/llm/usage";
import type { Target, UpstreamRequest } from "./target";

/** The wire formats of calls beside chat that callers may speak. */
export type TaskDialect =
  | "openai-embeddings"
  | "gemini-embed"
  | "rerank"
  | "openai-moderations"
  | "openai-images"
  | "openai-speech"
  | "openai-transcriptions";

/** What an upstream says a call used. Left out: it does not say. */
export interface Metered {
  usage?: TokenUsage;
  units?: Units;
  /** Text that was made, counted where no usage is reported; empty where nothing was. Left out: a guess stands in. */
  made?: string;
}

/** A caller's own body on its way to an upstream that speaks the caller's dialect. */
export interface TaskRelayRequest {
  /** The caller's path below /api/v1: `/images/edits`; for dialects with the model in the path, its verb. */
  path: string;
  stream: boolean;
  /** Undefined for multipart bodies. */
  body?: JsonObject;
}

/** Where it goes, and which top-level members (parts of a multipart body) policy sets. */
export interface TaskRelayed {
  url: string;
  /** Without the content type, which is the caller's own. */
  headers: Record<string, string>;
  set: Record<string, Json>;
}

/** An upstream that speaks a caller's dialect: bytes pass but for what policy sets. */
export interface TaskRelay {
  /** Left out: every target of the adapter speaks it. */
  isSpokenBy?(target: Pick<Target, "baseUrl" | "settings" | "upstreamModel">): boolean;
  buildRelay(request: TaskRelayRequest, target: Target): TaskRelayed;
  /** Usage of a whole answer or of one event of a stream. */
  readMetered(body: unknown): Metered;
}

/** An answer as the upstream gave it: some tell usage in headers. */
export interface TaskAnswer {
  body: unknown;
  headers: Record<string, string>;
}

/** Calls of one kind for callers of every dialect. */
export interface TaskTranslation<Request, Answer extends Metered> {
  /** Throws AppError `unsupported_parameter` where a lost field would change the meaning. */
  buildRequest(request: Request, target: Target): UpstreamRequest;
  /** Throws AppError `upstream_error` for a body that is no answer. */
  readAnswer(answer: TaskAnswer, request: Request): Answer;
}

/** One kind of call at an upstream. */
export interface TaskSide<Request = never, Answer extends Metered = never> {
  relay?: Partial<Record<TaskDialect, TaskRelay>>;
  translate?: TaskTranslation<Request, Answer>;
}

/** What an adapter can do beside chat; a missing capability is a missing property. */
export interface TaskCapabilities {
  embed?: TaskSide<EmbedRequest, EmbedAnswer>;
  rerank?: TaskSide<RerankRequest, RerankAnswer>;
  moderate?: TaskSide;
  images?: TaskSide<PictureRequest, PictureAnswer>;
  speech?: TaskSide<SpeechRequest, SpeechAnswer>;
  transcribe?: TaskSide<TranscriptionRequest, TranscriptionAnswer>;
}
