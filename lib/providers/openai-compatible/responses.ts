import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, textOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import { type ReportedUsage, servedAs, withSearches } from "@/lib/llm/usage";
import type { FurtherDialect, RelaySplices, Target } from "../contract";

/** Where a server has its Responses API, and how it is authorized. */
export interface ResponsesSurface {
  /** Without a slash at the end, with the query if there is one: `https://api.openai.com/v1/responses`. */
  urlOf(target: Target): string;
  authorization(target: Target): Record<string, string>;
  isSpokenBy?(target: Pick<Target, "baseUrl" | "settings">): boolean;
}

/** Responses for callers who speak it: relayed with the model's name and a bound on the answer spliced in. */
export function responsesDialect({ urlOf, authorization, isSpokenBy }: ResponsesSurface): FurtherDialect {
  return {
    ...(isSpokenBy === undefined ? {} : { isSpokenBy }),
    buildRelay(request, target) {
      const set: RelaySplices["set"] = { model: target.upstreamModel };
      const bound = request.outputBound?.tokens ?? boundInOtherWords(request.body ?? {});
      if (bound !== undefined) set.max_output_tokens = bound;
      return {
        url: urlOf(target),
        headers: {
          "content-type": "application/json",
          accept: request.stream ? "text/event-stream" : "application/json",
          ...authorization(target),
        },
        splices: { set, remove: [] },
      };
    },
    readUsage: readResponsesUsage,
    buildObjectCall({ path, query }, target) {
      const [base = "", own] = urlOf(target).split("?");
      const queries = [own, query].filter((part) => part !== undefined && part !== "");
      const suffix = queries.length === 0 ? "" : `?${queries.join("&")}`;
      return { url: `${base}${path}${suffix}`, headers: { accept: "application/json", ...authorization(target) } };
    },
  };
}

/** The caller's bound in a word of Chat Completions: the call was held for it, and the upstream would take no notice of it. */
function boundInOtherWords(body: JsonObject): number | undefined {
  if (body.max_output_tokens !== undefined && body.max_output_tokens !== null) return undefined;
  return countOf(body.max_completion_tokens) ?? countOf(body.max_tokens);
}

/**
 * Usage of a `response` in disjoint classes; undefined when it carries none that can be trusted. `input_tokens` includes what was
 * cached and written to the cache, `output_tokens` includes reasoning (OpenAI API reference, "usage").
 */
export function readResponsesUsage(body: unknown): ReportedUsage | undefined {
  const response = objectOf(body);
  const usage = objectOf(response?.usage);
  const input = countOf(usage?.input_tokens);
  const output = countOf(usage?.output_tokens);
  if (usage === undefined || input === undefined || output === undefined) return undefined;
  const read = objectOf(usage.input_tokens_details);
  const made = objectOf(usage.output_tokens_details);
  const counts = splitUsage({
    input,
    output,
    cacheRead: countOf(read?.cached_tokens),
    cacheWrite: countOf(read?.cache_write_tokens),
    cacheWriteLong: countOf(objectOf(read?.cache_write_tokens_details)?.ttl_12h_tokens),
    reasoning: countOf(made?.reasoning_tokens),
  });
  return withSearches(servedAs(counts, response?.service_tier), arrayOf(response?.output).filter(isSearch).length);
}

/** Opening a page that was found, or looking into it, costs nothing beside its tokens. */
function isSearch(value: unknown): boolean {
  const item = objectOf(value);
  return item?.type === "web_search_call" && (textOf(objectOf(item.action)?.type) ?? "search") === "search";
}
