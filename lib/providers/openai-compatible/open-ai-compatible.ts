import { z } from "zod";
import type { ProviderAdapter, RelayRequest, RelaySplices, SizeFacts, Target } from "../contract";
import { buildBody, type Dialect, streamOptions } from "./build-request";
import { readAnswer } from "./read-answer";
import { readFailure } from "./read-failure";
import { readStream } from "./read-stream";
import { readUsage } from "./read-usage";

export interface OpenAiCompatibleOptions extends Dialect {
  id: string;
  title: string;
  /** Origin and base path, e.g. `https://api.openai.com/v1`. Leave out when the operator gives it. */
  baseUrl?: string;
  environmentVariable?: string;
  /** `optional`: an empty key means no authorization header (self-hosted servers). `none`: there is no credential. */
  credential?: "required" | "optional" | "none";
  sizeFacts?: (upstreamModel: string) => SizeFacts;
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
  const { id, title, baseUrl, environmentVariable, credential = "required", sizeFacts } = options;
  return {
    id,
    title,
    dialect: "openai-chat",
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(environmentVariable === undefined ? {} : { environmentVariable }),
    ...(sizeFacts === undefined ? {} : { sizeFacts }),
    credentialSchema: credential === "none" ? null : credential === "optional" ? OPTIONAL_KEY : REQUIRED_KEY,
    buildProbe: (target) => ({
      method: "GET",
      url: `${target.baseUrl}/models`,
      headers: { accept: "application/json", ...authorization(target) },
    }),
    chat: {
      buildRequest: (request, target) => ({
        url: completionsUrl(target),
        headers: chatHeaders(request, target),
        body: JSON.stringify(buildBody(request, target.upstreamModel, dialectOf(target, options))),
      }),
      buildRelay: (request, target) => ({
        url: completionsUrl(target),
        headers: chatHeaders(request, target),
        splices: relaySplices(request, target, dialectOf(target, options)),
      }),
      readAnswer,
      readStream,
      readUsage,
    },
    readFailure,
  };
}

/** The adapter's dialect, with what the operator set on the provider for a server that differs: `streamUsage`, `outputBound`. */
function dialectOf({ settings }: Target, own: Dialect): Dialect {
  const dialect = { ...own };
  if (settings.streamUsage === "always" || settings.streamUsage === "on_request")
    dialect.streamUsage = settings.streamUsage;
  if (settings.outputBound === "max_tokens" || settings.outputBound === "max_completion_tokens") {
    dialect.outputBound = settings.outputBound;
  }
  return dialect;
}

/** The splices policy demands: the upstream's model name, usage on every stream so that it can be priced, a bound on the answer. */
function relaySplices(request: RelayRequest, target: Target, dialect: Dialect): RelaySplices {
  const options = request.stream ? streamOptions(request.streamOptions, dialect) : undefined;
  const set: RelaySplices["set"] = { model: target.upstreamModel };
  if (options !== undefined) set.stream_options = options;
  if (request.outputBound !== undefined) boundOutput(set, request.outputBound, dialect);
  return { set, remove: request.stream && options === undefined ? ["stream_options"] : [] };
}

/** The bound takes the place of the caller's own, under the name the caller used; without one, under the name this server knows. */
function boundOutput(
  set: RelaySplices["set"],
  { tokens, members }: NonNullable<RelayRequest["outputBound"]>,
  dialect: Dialect,
): void {
  const names = members.length > 0 ? members : [dialect.outputBound ?? "max_tokens"];
  for (const name of names) set[name] = tokens;
}

function completionsUrl(target: Target): string {
  return `${target.baseUrl}/chat/completions`;
}

function chatHeaders(request: { stream: boolean }, target: Target): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: request.stream ? "text/event-stream" : "application/json",
    ...authorization(target),
  };
}

function authorization({ credential }: Target): Record<string, string> {
  const key = credential?.reveal() ?? "";
  return key === "" ? {} : { authorization: `Bearer ${key}` };
}
