import type { JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { ModelPolicy } from "@/lib/policy/snapshot";
import { invalid } from "../fields";

const DEFAULT_SIZE = 50;
const MOST = 1_000;
const METHODS: Partial<Record<ModelKind, string[]>> = {
  chat: ["generateContent", "streamGenerateContent", "countTokens"],
  embedding: ["embedContent", "batchEmbedContents"],
};

/**
 * The models of a key as Google lists them ("models.list"), one page of them; the token of the next page is the last name of this
 * one. Throws AppError `invalid_request` for a `pageSize` that is none.
 */
export function showAll(models: readonly ModelPolicy[], query: string): JsonObject {
  const asked = new URLSearchParams(query);
  const size = readSize(asked.get("pageSize"));
  const start = models.findIndex(({ name }) => name === asked.get("pageToken")) + 1;
  const page = models.slice(start, start + size);
  const last = page.at(-1);
  const isMore = last !== undefined && start + page.length < models.length;
  return { models: page.map(showOne), ...(isMore ? { nextPageToken: last.name } : {}) };
}

/** One model as Google shows it. */
export function showOne({ name, title, kind, contextWindow, maxOutputTokens, deployments }: ModelPolicy): JsonObject {
  return {
    name: `models/${name}`,
    displayName: title,
    ...(contextWindow === null ? {} : { inputTokenLimit: contextWindow }),
    ...(maxOutputTokens === null ? {} : { outputTokenLimit: maxOutputTokens }),
    supportedGenerationMethods: METHODS[kind] ?? [],
    simulated: deployments.every((deployment) => deployment.simulated),
  };
}

function readSize(text: string | null): number {
  if (text === null || text === "") return DEFAULT_SIZE;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1) return Math.min(size, MOST);
  throw invalid("pageSize", "`pageSize` must be a whole number of at least 1.");
}
