import type { ZodType } from "zod";
import type { Secret } from "@/lib/crypto/secret";
import type { Answer } from "@/lib/llm/answer";
import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { StreamEvent } from "@/lib/llm/stream-event";
import type { ReportedUsage } from "@/lib/llm/usage";
import type { Target, TargetCapabilities, UpstreamRequest } from "./target";
import type { TaskCapabilities } from "./task-contract";

export type { Target, TargetCapabilities, UpstreamRequest };

/** The wire format an upstream speaks. When the caller speaks the same one, bytes are relayed instead of translated. */
export type UpstreamDialect =
  | "openai-chat"
  | "openai-completions"
  | "openai-responses"
  | "anthropic-messages"
  | "gemini"
  | "bedrock-converse"
  | "cohere-chat";

/** How an answer's bytes fall into frames: server-sent events, or Amazon's binary event stream (`framing/`). */
export type StreamFraming = "sse" | "aws-event-stream";

/** What a vendor says of one of its models; `{}` and null for a model nobody described. */
export interface ModelFacts {
  maxOutputTokens: number | null;
  capabilities: TargetCapabilities;
  /** Left out: chat. */
  kind?: ModelKind;
  /** Tokens of prompt and answer together; left out where the price library knows better. */
  contextWindow?: number | null;
  /** The page these facts were read from; left out for a model nobody described. */
  source?: string;
}

/** How large calls to a model get, for what they hold before they run. */
export interface SizeFacts {
  /** Whose cut of text into tokens comes nearest. */
  vocabulary: "o200k_base" | "cl100k_base";
  /** The model makes at most this many tokens of one token of the vocabulary; 1 where the vocabulary is its own. */
  factor: number;
  /** The most one image costs. */
  tokensPerImage: number;
  /** What the vendor adds to a prompt that defines tools. */
  tokensForTools: number;
  /** The most an answer can have that nobody bounded; null where only the operator can know. */
  mostOutputTokens: number | null;
  /** The most one picture that is drawn costs, where that is not a matter of the quality asked for. */
  tokensPerPictureMade?: number;
  /** The most a second of sound costs, where it is more than a thousand tokens a minute. */
  tokensPerSecondOfSound?: number;
}

/** What `sign` adds headers to. */
export interface UnsignedRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** A call that turns a credential into a token. Its url is fixed by the adapter, never by the credential. */
export interface TokenRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A token and when it stops to work, in ms since 1970. */
export interface AccessToken {
  token: Secret;
  expiresAtMs: number;
}

/** How a credential that is no token becomes one. Pure: `authorize-target.ts` runs it, a token source sends and remembers. */
export interface TokenExchange {
  /** Null for a credential that is used as it is. Throws AppError `upstream_auth_error` for one that cannot be read. */
  buildTokenRequest(target: Target, nowMs: number): TokenRequest | null;
  /** Reads a 200. Throws AppError `upstream_error` for a body without a token. */
  readTokenAnswer(body: unknown, nowMs: number): AccessToken;
}

/** One server-sent event, or one message of a binary stream. `event` is empty when the upstream sent none. */
export interface SseEvent {
  event: string;
  data: string;
}

/** A refusal or breakdown of the upstream, in our words. `status` is the upstream's. */
export interface ProviderFailure {
  code:
    | "upstream_rejected"
    | "context_length_exceeded"
    | "upstream_rate_limited"
    | "upstream_auth_error"
    | "upstream_error"
    | "upstream_timeout"
    | "overloaded";
  /** The upstream's sentence, safe for the caller: no credential, no internal host. */
  message: string;
  /** Another target, or the same one later, may answer. */
  retryable: boolean;
  retryAfterMs?: number;
}

export interface UpstreamFailureResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What a relayed call must tell the adapter; the caller's body itself is never decoded into the hub. */
export interface RelayRequest {
  /** The caller's body, for adapters whose splices depend on what is in it. */
  body?: JsonObject;
  stream: boolean;
  /** The caller's own `stream_options`, kept when usage is injected. */
  streamOptions: JsonObject | undefined;
  /** A bound on output tokens that policy puts into the call, and the members of the body that bound them already. */
  outputBound?: { tokens: number; members: readonly string[] };
  /** The caller's own headers that belong to the dialect, chosen by the endpoint; an adapter passes what it knows. */
  headers?: Readonly<Record<string, string>>;
}

/** What the relay lane needs when caller and upstream speak the same dialect. */
export interface RelaySplices {
  /** Top-level members of the caller's JSON body to replace or add; everything else passes byte for byte. */
  set: Record<string, Json>;
  remove: string[];
  /** Members of top-level objects to replace or add, by the name of the object; its other bytes pass too. */
  within?: Record<string, Record<string, string | number | boolean>>;
}

/** Asks an upstream how many tokens a caller's own body has. */
export interface TokenCounting {
  buildRelay(
    request: Pick<RelayRequest, "body" | "headers">,
    target: Target,
  ): { url: string; headers: Record<string, string>; splices: RelaySplices };
  /** Undefined for a body that holds no count. */
  readCount(body: unknown): number | undefined;
}

/** A call about an object that the upstream keeps, such as `GET /responses/{id}`. */
export interface ObjectCall {
  method: "GET" | "POST" | "DELETE";
  /** Below the dialect's own path, e.g. `/resp_1/input_items`. */
  path: string;
  /** Without the question mark. */
  query: string;
}

/** A dialect an upstream speaks beside the one calls are translated to: callers of it are relayed. */
export interface FurtherDialect {
  /** Left out: every target of the adapter speaks it. */
  isSpokenBy?(target: Pick<Target, "baseUrl" | "settings" | "upstreamModel">): boolean;
  buildRelay: NonNullable<NonNullable<ProviderAdapter["chat"]>["buildRelay"]>;
  readUsage(chunk: unknown): ReportedUsage | undefined;
  /** Missing where the upstream keeps nothing. */
  buildObjectCall?(call: ObjectCall, target: Target): { url: string; headers: Record<string, string> };
}

/** Sessions over a WebSocket, for callers who speak the same events: relayed, and their usage read. */
export interface RealtimeDialect {
  /** Left out: every target of the adapter speaks it. */
  isSpokenBy?(target: Pick<Target, "baseUrl" | "settings">): boolean;
  /** Where the socket is opened, as an `https:` url, and with which headers; `headers` are the caller's own of the dialect. */
  buildOpening(
    request: Pick<RelayRequest, "headers">,
    target: Target,
  ): { url: string; headers: Record<string, string> };
  meter: RealtimeMeter;
}

/** What is charged in a session, read from the upstream's events. */
export interface RealtimeMeter {
  /** Usage of one event already parsed, if it carries any; undefined otherwise. */
  readUsage(event: JsonObject): ReportedUsage | undefined;
  /** Seconds of sound that were written down, where that is what is charged; undefined otherwise. */
  readSeconds(event: JsonObject): number | undefined;
  /** Whether a transcription model named in a session is charged by the second. */
  isHeardBySecond(transcriber: string): boolean;
}

/** A provider adapter: a plain object, pure, without I/O. A missing capability is a missing property. */
export interface ProviderAdapter extends TaskCapabilities {
  id: string;
  title: string;
  dialect: UpstreamDialect;
  /** Undefined when the operator must give it (self-hosted servers). */
  baseUrl?: string;
  /** Draws the portal's form and checks what was typed: `{ apiKey }` for most. Null: needs no credential. */
  credentialSchema: ZodType<{ apiKey: string }> | null;
  /** What the form says under the field, where a credential is more than a key. */
  credentialHint?: string;
  /** Settings an operator may give; left out: none. */
  settingsSchema?: ZodType<Record<string, unknown>>;
  /** Environment variable whose value, at first start, makes this provider ready to call. */
  environmentVariable?: string;
  /** What the vendor's models accept, as data; the portal fills a new model's form with it. */
  describeModel?(upstreamModel: string): ModelFacts;
  /** How its calls are sized; missing for servers nobody described. */
  sizeFacts?(upstreamModel: string): SizeFacts;
  /** For credentials that must be exchanged for a token before a call. */
  exchange?: TokenExchange;
  /** Signs the final bytes of a call, after any splice. Called for every request and probe where it exists. */
  sign?(request: UnsignedRequest, target: Target, nowMs: number): Record<string, string>;
  /** Cheap call that proves a credential works; read with readFailure. */
  buildProbe?(target: Target): { method: "GET" | "POST"; url: string; headers: Record<string, string>; body?: string };
  chat?: {
    /** How streamed answers are framed; left out: server-sent events. */
    framing?: StreamFraming;
    /** Writes the hub request in this dialect. Throws AppError `unsupported_parameter` where a lost field would change the meaning. */
    buildRequest(request: ChatRequest, target: Target): UpstreamRequest;
    /** Only for adapters whose dialect can be a caller's: path and headers of the call, and what to splice into the caller's own body. */
    buildRelay?(
      request: RelayRequest,
      target: Target,
    ): { url: string; headers: Record<string, string>; splices: RelaySplices };
    /** Only beside buildRelay, where the upstream counts for callers of its own dialect, free of charge. */
    countTokens?: TokenCounting;
    readAnswer(body: unknown): Answer;
    /** Reads whole SSE events in, gives hub events out; throws only for what cannot be parsed. Ends without `end` when the upstream was cut short. */
    readStream(events: AsyncIterable<SseEvent>): AsyncGenerator<StreamEvent>;
    /** Usage of one relayed body or stream chunk already parsed, if it carries any; undefined otherwise. */
    readUsage(chunk: unknown): ReportedUsage | undefined;
  };
  /** Only dialects a caller can speak. */
  further?: Partial<Record<UpstreamDialect, FurtherDialect>>;
  /** Missing where there are no sessions over a WebSocket. */
  realtime?: RealtimeDialect;
  /** Never throws; an unreadable body gives `upstream_error`. */
  readFailure(response: UpstreamFailureResponse): ProviderFailure;
}
