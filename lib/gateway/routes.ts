import type { ModelKind } from "@/lib/llm/model-kind";
import type { Metered } from "@/lib/providers/task-contract";
import { chatDoor } from "./chat-door";
import { countInputTokens, countMessageTokens } from "./count-tokens";
import type { GatewayDeps } from "./deps";
import type { ErrorFace } from "./endpoint";
import { messagesEndpoint } from "./endpoints/anthropic-messages/endpoint";
import { gemini } from "./endpoints/gemini/endpoint";
import { embedContents } from "./endpoints/gemini-embed/endpoint";
import { openAiChat } from "./endpoints/openai-chat/endpoint";
import { openAiCompletions } from "./endpoints/openai-completions/endpoint";
import { openAiEmbeddings } from "./endpoints/openai-embeddings/endpoint";
import { imageEdits, imageGenerations } from "./endpoints/openai-images/endpoint";
import { openAiModerations } from "./endpoints/openai-moderations/endpoint";
import { openAiResponses } from "./endpoints/openai-responses/endpoint";
import { STORED_RESPONSES } from "./endpoints/openai-responses/stored";
import { openAiSpeech } from "./endpoints/openai-speech/endpoint";
import { openAiTranscriptions } from "./endpoints/openai-transcriptions/endpoint";
import { rerank } from "./endpoints/rerank/endpoint";
import type { Exchange } from "./exchange";
import { handleChat } from "./handle-chat";
import { countContents, generate } from "./handle-generate";
import { handleObject } from "./handle-object";
import { handleTask } from "./handle-task";
import type { GatewayReply, GatewayRequest } from "./http";
import { listModels, showModel } from "./list-models";
import { type Conversation, openRealtime, refuseWithoutUpgrade } from "./realtime/handle-realtime";
import { showMe } from "./show-me";
import type { TaskEndpoint } from "./task-endpoint";

/**
 * One door of the gateway. A route exists only if it says what it meters and which text the guardrails must see; a test
 * fails for one that does not.
 */
export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** Exact path below /api/v1, a prefix ending in `/` that takes one more segment, or one with a `*` for that segment. */
  path: string;
  dialect: string;
  /** What a call is charged: tokens and money of the model, or nothing because it calls none. */
  meter: "model_call" | "free";
  /** The kind of model a call goes to; left out: chat. */
  kind?: ModelKind;
  /** Which text passes through that guardrails screen. */
  guardedText: "prompt_and_answer" | "prompt" | "answer" | "none";
  /** Whether the call becomes a request record. Reading one's own policy does not. */
  recorded: boolean;
  endpoint: ErrorFace;
  /** Callers of several dialects use it: errors are told in the words each gives away (error-face.ts). */
  isShared?: true;
  handle(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<GatewayReply>;
  /** For a route that is a WebSocket: everything up to the answer that switches protocols. Then `handle` serves who came without one. */
  converse?(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<Conversation>;
}

/** What was stored by an earlier call: reading, cancelling and deleting it calls no model. */
function storedResponse(method: Route["method"]): Route {
  return {
    method,
    path: "/responses/",
    dialect: "openai-responses",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: openAiResponses,
    handle: (request, exchange, deps) => handleObject(request, STORED_RESPONSES, exchange, deps),
  };
}

/** Where the path names the model. Errors of a stream have a form of their own, so the call says which. */
function contentCall(verb: "generateContent" | "streamGenerateContent"): Route {
  return {
    method: "POST",
    path: `/models/*:${verb}`,
    dialect: "gemini",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: gemini,
    isShared: true,
    handle: generate,
  };
}

/** A call to a model that is no chat model. */
function taskCall<Request, Answer extends Metered>(
  path: string,
  endpoint: TaskEndpoint<Request, Answer>,
  guardedText: Route["guardedText"],
): Route {
  return {
    method: "POST",
    path,
    dialect: endpoint.dialect,
    meter: "model_call",
    kind: endpoint.kind,
    guardedText,
    recorded: true,
    endpoint,
    ...(path.includes("*") ? { isShared: true as const } : {}),
    handle: (request, exchange, deps) => handleTask(request, endpoint, exchange, deps),
  };
}

export const ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/chat/completions",
    dialect: "openai-chat",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: chatDoor,
    handle: (request, exchange, deps) => handleChat(request, chatDoor, exchange, deps),
  },
  {
    method: "POST",
    path: "/completions",
    dialect: "openai-completions",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: openAiCompletions,
    handle: (request, exchange, deps) => handleChat(request, openAiCompletions, exchange, deps),
  },
  {
    method: "POST",
    path: "/responses",
    dialect: "openai-responses",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: openAiResponses,
    handle: (request, exchange, deps) => handleChat(request, openAiResponses, exchange, deps),
  },
  {
    method: "POST",
    path: "/responses/input_tokens",
    dialect: "openai-responses",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: openAiResponses,
    handle: (request, exchange, deps) => countInputTokens(request, { endpoint: openAiResponses, exchange }, deps),
  },
  storedResponse("GET"),
  storedResponse("POST"),
  storedResponse("DELETE"),
  {
    method: "POST",
    path: "/messages",
    dialect: "anthropic-messages",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: messagesEndpoint,
    handle: (request, exchange, deps) => handleChat(request, messagesEndpoint, exchange, deps),
  },
  {
    method: "POST",
    path: "/messages/count_tokens",
    dialect: "anthropic-messages",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: messagesEndpoint,
    handle: (request, exchange, deps) => countMessageTokens(request, { endpoint: messagesEndpoint, exchange }, deps),
  },
  {
    method: "GET",
    path: "/realtime",
    dialect: "openai-realtime",
    meter: "model_call",
    guardedText: "prompt_and_answer",
    recorded: true,
    endpoint: openAiChat,
    handle: refuseWithoutUpgrade,
    converse: openRealtime,
  },
  contentCall("generateContent"),
  contentCall("streamGenerateContent"),
  {
    method: "POST",
    path: "/models/*:countTokens",
    dialect: "gemini",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: gemini,
    isShared: true,
    handle: countContents,
  },
  taskCall("/embeddings", openAiEmbeddings, "prompt"),
  taskCall("/models/*:embedContent", embedContents, "prompt"),
  taskCall("/models/*:batchEmbedContents", embedContents, "prompt"),
  taskCall("/moderations", openAiModerations, "prompt"),
  taskCall("/rerank", rerank, "prompt"),
  taskCall("/images/generations", imageGenerations, "prompt"),
  taskCall("/images/edits", imageEdits, "prompt"),
  taskCall("/audio/speech", openAiSpeech, "prompt"),
  taskCall("/audio/transcriptions", openAiTranscriptions, "answer"),
  {
    method: "GET",
    path: "/models",
    dialect: "openai-chat",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: openAiChat,
    isShared: true,
    handle: listModels,
  },
  {
    method: "GET",
    path: "/models/",
    dialect: "openai-chat",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: openAiChat,
    isShared: true,
    handle: showModel,
  },
  {
    method: "GET",
    path: "/me",
    dialect: "openai-chat",
    meter: "free",
    guardedText: "none",
    recorded: false,
    endpoint: openAiChat,
    isShared: true,
    handle: showMe,
  },
];

/** What clients make of a path by themselves: those of the ranking dialect's first author put a version before it. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["/v1/rerank", "/rerank"],
  ["/v2/rerank", "/rerank"],
]);

const EXACT = new Map(ROUTES.map((route) => [`${route.method} ${route.path}`, route]));
const PATTERNS = ROUTES.filter(({ path }) => path.endsWith("/") || path.includes("*"));

export type RouteMatch =
  | { kind: "found"; route: Route }
  | { kind: "wrong_method"; allow: string }
  | { kind: "unknown" };

/** The route of a path below /api/v1. Paths are compared as sent: nothing is decoded, dot segments match nothing. */
export function matchRoute({ method, path, version }: Pick<GatewayRequest, "method" | "path" | "version">): RouteMatch {
  const sent = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const trimmed = SYNONYMS.get(sent) ?? sent;
  // Google's door has Google's paths only.
  if (version === "v1beta" && trimmed !== "/models" && !trimmed.startsWith("/models/")) return { kind: "unknown" };
  const wanted = method === "HEAD" ? "GET" : method;
  const exact =
    EXACT.get(`${wanted} ${trimmed}`) ?? PATTERNS.find((route) => route.method === wanted && fits(route.path, trimmed));
  if (exact !== undefined) return { kind: "found", route: exact };
  const others = ROUTES.filter((route) => route.path === trimmed || fits(route.path, trimmed));
  if (others.length === 0) return { kind: "unknown" };
  return { kind: "wrong_method", allow: [...new Set(others.map((route) => route.method))].join(", ") };
}

/** Model names may hold slashes (`org/model`), so what stands for one segment may be several, unless it walks. */
function fits(pattern: string, path: string): boolean {
  const [prefix = "", suffix = ""] = pattern.split("*");
  if (!prefix.endsWith("/") || !path.startsWith(prefix) || !path.endsWith(suffix)) return false;
  const end = path.length - suffix.length;
  if (end <= prefix.length) return false;
  return !path
    .slice(prefix.length, end)
    .split("/")
    .some((segment) => segment === "" || segment === "." || segment === "..");
}
