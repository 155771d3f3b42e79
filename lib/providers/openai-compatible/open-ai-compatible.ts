import { z } from "zod";
import type { ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { ModelFacts, ProviderAdapter, SizeFacts, Target, UpstreamRequest } from "../contract";
import { fitToModel } from "../fit-to-model";
import { buildBody } from "./build-request";
import { completionsDialect } from "./completions";
import type { Dialect, Quirk } from "./quirks";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";
import { realtimeDialect } from "./realtime";
import { relaySplices } from "./relay";
import { responsesDialect } from "./responses";
import { ALL_TASKS, type TaskName, taskSides } from "./task-sides";
import type { TaskSurface } from "./task-surface";

/** Below the base URL. */
export type ApiPath = `/${string}`;

export interface OpenAiCompatibleOptions {
  id: string;
  title: string;
  /** Origin and base path, e.g. `https://api.openai.com/v1`. Leave out when the operator gives it. */
  baseUrl?: string;
  environmentVariable?: string;
  /** `optional`: an empty key means no authorization header (self-hosted servers). `none`: there is no credential. */
  credential?: "required" | "optional" | "none";
  credentialHint?: string;
  /** Header the key goes in, lower-case; left out: `authorization: Bearer`. */
  keyHeader?: string;
  quirks?: readonly Quirk[];
  sizeFacts?: (upstreamModel: string) => SizeFacts;
  describeModel?: (upstreamModel: string) => ModelFacts;
  settingsSchema?: ProviderAdapter["settingsSchema"];
  /** Where a path below the base URL is; left out: right below it. */
  urlOf?: (target: Target, path: ApiPath) => string;
  /** The server has the Responses API too, at these targets. */
  responses?: (target: Pick<Target, "baseUrl" | "settings">) => boolean;
  /** The server has sessions over a WebSocket, at these targets. */
  realtime?: (target: Pick<Target, "baseUrl" | "settings">) => boolean;
  /** Targets that have the legacy completions too; left out: none. */
  completions?: (target: Pick<Target, "baseUrl" | "settings" | "upstreamModel">) => boolean;
  /** Calls beside chat that it has; left out: whatever it answers, for servers nobody described. */
  tasks?: readonly TaskName[];
  /** What this server wants otherwise in the call, before it is written. */
  prepare?: (request: ChatRequest, target: Target) => ChatRequest;
  /** The last touch on the written body. */
  complete?: (body: JsonObject, request: ChatRequest, target: Target) => JsonObject;
  /** `never`: the dialect is too far from OpenAI's for callers' own bytes. */
  relay?: "never";
}

const REQUIRED_KEY = z.object({ apiKey: z.string().trim().min(1, "Give the API key.").max(4096) });
const OPTIONAL_KEY = z.object({ apiKey: z.string().trim().max(4096) });

/**
 * The one base for every upstream that speaks Chat Completions.
 *
 * @example
 * export const acme = openAiCompatible({ id: "acme", title: "Acme AI", baseUrl: "https://api.acme.example/v1" });
 */
export function openAiCompatible(options: OpenAiCompatibleOptions): ProviderAdapter {
  const { id, title, baseUrl, environmentVariable, sizeFacts, describeModel, settingsSchema, credentialHint } = options;
  const own: Dialect = new Set(options.quirks);
  const adapter: ProviderAdapter = {
    id,
    title,
    dialect: "openai-chat",
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(environmentVariable === undefined ? {} : { environmentVariable }),
    ...(sizeFacts === undefined ? {} : { sizeFacts }),
    ...(describeModel === undefined ? {} : { describeModel }),
    ...(settingsSchema === undefined ? {} : { settingsSchema }),
    ...(credentialHint === undefined ? {} : { credentialHint }),
    credentialSchema: credentialSchemaOf(options),
    ...(own.has("no_model_list") ? {} : { buildProbe: (target) => buildProbe(target, options) }),
    chat: chatOf(options, own),
    ...(options.realtime === undefined ? {} : { realtime: realtimeOf(options, options.realtime) }),
    ...taskSides(surfaceOf(options), options.tasks ?? ALL_TASKS),
    further: furtherOf(options),
    readFailure,
  };
  return adapter;
}

function realtimeOf(
  options: OpenAiCompatibleOptions,
  isSpokenBy: NonNullable<OpenAiCompatibleOptions["realtime"]>,
): NonNullable<ProviderAdapter["realtime"]> {
  return realtimeDialect({
    urlOf: (target) => urlOf(target, "/realtime", options),
    authorization: (target) => authorization(target, options),
    isSpokenBy,
  });
}

function surfaceOf(options: OpenAiCompatibleOptions): TaskSurface {
  return {
    urlOf: (target, path) => urlOf(target, path, options),
    authorization: (target) => authorization(target, options),
  };
}

function furtherOf(options: OpenAiCompatibleOptions): NonNullable<ProviderAdapter["further"]> {
  const { urlOf, authorization } = surfaceOf(options);
  const { responses, completions } = options;
  const surfaceAt = (path: ApiPath) => ({ urlOf: (target: Target) => urlOf(target, path), authorization });
  return {
    ...(responses === undefined
      ? {}
      : { "openai-responses": responsesDialect({ ...surfaceAt("/responses"), isSpokenBy: responses }) }),
    ...(completions === undefined
      ? {}
      : { "openai-completions": completionsDialect({ ...surfaceAt("/completions"), isSpokenBy: completions }) }),
  };
}

function chatOf(options: OpenAiCompatibleOptions, own: Dialect): NonNullable<ProviderAdapter["chat"]> {
  const chat: NonNullable<ProviderAdapter["chat"]> = {
    buildRequest: (request, target) => buildRequest(request, target, { options, own }),
    readAnswer,
    readStream,
    readUsage,
  };
  if (options.relay === "never") return chat;
  return {
    ...chat,
    buildRelay: (request, target) => ({
      url: urlOf(target, "/chat/completions", options),
      headers: chatHeaders(request, target, options),
      splices: relaySplices(request, target, dialectOf(target, own)),
    }),
  };
}

function buildRequest(
  asked: ChatRequest,
  target: Target,
  { options, own }: { options: OpenAiCompatibleOptions; own: Dialect },
): UpstreamRequest {
  const fitting = fitToModel(asked, target, options.describeModel?.(target.upstreamModel));
  const request = options.prepare?.(fitting, target) ?? fitting;
  const body = buildBody(request, target.upstreamModel, dialectOf(target, own));
  return {
    url: urlOf(target, "/chat/completions", options),
    headers: chatHeaders(request, target, options),
    body: JSON.stringify(options.complete?.(body, request, target) ?? body),
  };
}

function buildProbe(target: Target, options: OpenAiCompatibleOptions) {
  return {
    method: "GET" as const,
    url: urlOf(target, "/models", options),
    headers: { accept: "application/json", ...authorization(target, options) },
  };
}

function credentialSchemaOf({ credential = "required" }: OpenAiCompatibleOptions): ProviderAdapter["credentialSchema"] {
  if (credential === "none") return null;
  return credential === "optional" ? OPTIONAL_KEY : REQUIRED_KEY;
}

/** The adapter's dialect, with what the operator set on the provider for a server that differs: `streamUsage`, `outputBound`. */
function dialectOf({ settings }: Target, own: Dialect): Dialect {
  const dialect = new Set(own);
  if (settings.streamUsage === "always") dialect.add("no_stream_options");
  if (settings.streamUsage === "on_request") dialect.delete("no_stream_options");
  if (settings.outputBound === "max_completion_tokens") dialect.add("max_completion_tokens");
  if (settings.outputBound === "max_tokens") dialect.delete("max_completion_tokens");
  return dialect;
}

function urlOf(target: Target, path: ApiPath, options: OpenAiCompatibleOptions): string {
  return options.urlOf?.(target, path) ?? `${target.baseUrl}${path}`;
}

function chatHeaders(
  request: { stream: boolean },
  target: Target,
  options: OpenAiCompatibleOptions,
): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: request.stream ? "text/event-stream" : "application/json",
    ...authorization(target, options),
  };
}

function authorization({ credential }: Target, { keyHeader }: OpenAiCompatibleOptions): Record<string, string> {
  const key = credential?.reveal() ?? "";
  if (key === "") return {};
  return keyHeader === undefined ? { authorization: `Bearer ${key}` } : { [keyHeader]: key };
}
