import type { JsonObject } from "./json";

/** How long a prefix may be cached upstream, when the caller asked for it. */
export type CacheHint = { ttl: "5m" | "1h" };

export type TextBlock = { type: "text"; text: string; cache?: CacheHint };
export type ImageBlock = {
  type: "image";
  source: { kind: "url"; url: string } | { kind: "base64"; mediaType: string; data: string };
  detail?: string;
  cache?: CacheHint;
};
export type DocumentBlock = {
  type: "document";
  source:
    | { kind: "base64"; mediaType: string; data: string }
    | { kind: "text"; text: string }
    | { kind: "url"; url: string };
  title?: string;
  cache?: CacheHint;
};
export type AudioBlock = { type: "audio"; format: string; data: string };
export type ToolCallBlock = {
  type: "tool_call";
  id: string;
  name: string;
  /** The arguments as the model wrote them: JSON text, never re-spaced. */
  arguments: string;
  /** Opaque proof a provider wants back verbatim (Gemini's thoughtSignature). */
  signature?: string;
};
export type ToolResultBlock = {
  type: "tool_result";
  toolCallId: string;
  content: (TextBlock | ImageBlock | DocumentBlock)[];
  isError: boolean;
};
export type ReasoningBlock = {
  type: "reasoning";
  text: string;
  /** Opaque proof the provider that made the block wants back verbatim. */
  signature?: string;
  /** Adapter id of the provider that made it; a foreign signature is never forwarded. */
  madeBy?: string;
  redacted?: boolean;
};
export type RefusalBlock = { type: "refusal"; text: string };

export type Block =
  | TextBlock
  | ImageBlock
  | DocumentBlock
  | AudioBlock
  | ToolCallBlock
  | ToolResultBlock
  | ReasoningBlock
  | RefusalBlock;

export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: Block[];
  name?: string;
}

export interface ToolDefinition {
  name: string;
  description?: string;
  /** JSON Schema of the arguments. */
  parameters: JsonObject;
  strict?: boolean;
}

export type ToolChoice = { kind: "auto" } | { kind: "none" } | { kind: "required" } | { kind: "named"; name: string };

export type AnswerFormat =
  | { kind: "text" }
  | { kind: "json_object" }
  | { kind: "json_schema"; name: string; schema: JsonObject; strict: boolean };

export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export interface SamplingSettings {
  temperature?: number;
  topP?: number;
  topK?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  seed?: number;
}

/** A chat call in the hub's own form, block-based because Chat Completions loses the order of text, tools and reasoning. */
export interface ChatRequest {
  /** The name the caller asked for, before it is resolved to a deployment. */
  model: string;
  messages: ChatMessage[];
  tools: ToolDefinition[];
  toolChoice?: ToolChoice;
  parallelToolCalls?: boolean;
  /** The caller's bound on output tokens, whichever parameter carried it; undefined when the caller set none. */
  maxOutputTokens?: number;
  sampling: SamplingSettings;
  stop: string[];
  answerFormat: AnswerFormat;
  reasoningEffort?: ReasoningEffort;
  /** How many answers; above 1 only where the target can. */
  choices: number;
  stream: boolean;
  /** The caller asked for the usage chunk at the end of a stream. */
  includeUsage: boolean;
  endUser?: string;
  metadata?: Record<string, string>;
  /** Parameters the hub has no word for, as the caller's dialect named them. Never dropped silently. */
  extra: JsonObject;
}
