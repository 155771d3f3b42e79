import type { Json, JsonObject } from "@/lib/llm/json";
import type { ModelPolicy } from "@/lib/policy/snapshot";
import { invalid } from "../fields";

const DEFAULT_LIMIT = 20;
const MOST = 1_000;

/**
 * The models of a key as Anthropic lists them (API reference, "List Models"), one page of them. Throws AppError `invalid_request` for
 * a `limit` that is none.
 */
export function encodeModelList(models: readonly ModelPolicy[], query: string): JsonObject {
  const asked = new URLSearchParams(query);
  const limit = readLimit(asked.get("limit"));
  const after = models.findIndex(({ name }) => name === asked.get("after_id"));
  const before = models.findIndex(({ name }) => name === asked.get("before_id"));
  const end = before === -1 ? models.length : before;
  const start = before === -1 ? after + 1 : Math.max(0, before - limit);
  const page = models.slice(start, Math.min(end, start + limit));
  return {
    data: page.map(encodeModel),
    has_more: before === -1 ? start + page.length < models.length : start > 0,
    first_id: page[0]?.name ?? null,
    last_id: page.at(-1)?.name ?? null,
  };
}

/** One model as Anthropic shows it. What only Gatehouse knows of it stands beside. */
export function encodeModel(model: ModelPolicy): JsonObject {
  return {
    type: "model",
    id: model.name,
    display_name: model.title,
    created_at: new Date(model.createdAt).toISOString(),
    max_input_tokens: model.contextWindow,
    max_tokens: model.maxOutputTokens,
    capabilities: null,
    lifecycle: "active",
    line: null,
    deprecated_at: null,
    retires_at: null,
    simulated: model.deployments.every((deployment) => deployment.simulated),
  } satisfies Record<string, Json>;
}

function readLimit(text: string | null): number {
  if (text === null || text === "") return DEFAULT_LIMIT;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw invalid("limit", `\`limit\` must be a whole number from 1 to ${MOST}.`);
}
