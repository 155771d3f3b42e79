import { type ClaudeFacts, describeClaude } from "../anthropic/models";
import type { ModelFacts, SizeFacts, TargetCapabilities } from "../contract";

interface Family extends Pick<TargetCapabilities, "images" | "documents" | "tools"> {
  match: RegExp;
  maxOutputTokens: number | null;
  contextWindow: number | null;
}

const SOURCE =
  "https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html";
const PARAMETERS = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html";
const K = 1000;
const SEEING = { images: true, documents: true } as const;
const BLIND = { images: false, documents: true } as const;

/** What Converse can do with the models of other vendors than Anthropic. A name none of them knows restricts nothing. */
const FAMILIES: readonly Family[] = [
  { match: /nova-micro/, ...row(10 * K, 128 * K), tools: true, ...BLIND, documents: false },
  { match: /nova-premier/, ...row(10 * K, 1000 * K), tools: true, ...SEEING },
  { match: /nova-(?:lite|pro)/, ...row(10 * K, 300 * K), tools: true, ...SEEING },
  { match: /llama4/, ...row(8192, null), tools: true, ...SEEING },
  { match: /llama3-2-(?:11|90)b/, ...row(8192, 128 * K), tools: true, ...SEEING },
  { match: /llama3-[123]-/, ...row(8192, 128 * K), tools: true, ...BLIND },
  { match: /llama3-/, ...row(2048, 8192), tools: false, ...BLIND },
  { match: /mistral-large-3|pixtral/, ...row(null, null), tools: true, images: true },
  { match: /mistral-large-2402/, ...row(8192, 32 * K), tools: true, ...BLIND },
  { match: /mistral-large-2407/, ...row(8192, 128 * K), tools: true, ...BLIND },
  { match: /deepseek\.r1/, ...row(32 * K, 128 * K), tools: false, ...BLIND },
  { match: /gpt-oss/, ...row(null, 128 * K), tools: true, ...BLIND, documents: false },
  { match: /titan-text/, ...row(8192, null), tools: false, ...BLIND },
];

/** Models that are invoked in their makers' formats instead. */
const KINDS = [
  { match: /rerank/, kind: "rerank" },
  { match: /embed/, kind: "embedding" },
  { match: /titan-image|nova-canvas|stability\.(?:sd|stable-image)/, kind: "image" },
] as const;

function row(maxOutputTokens: number | null, contextWindow: number | null) {
  return { maxOutputTokens, contextWindow };
}

/** Whether a model, or a profile that leads to one, is a Claude. */
export function isClaude(upstreamModel: string): boolean {
  return /anthropic\.|claude/i.test(upstreamModel);
}

/** Prefixes may be cached explicitly (user guide, "Prompt caching"). */
export function cachesPrefixes(upstreamModel: string): boolean {
  return isClaude(upstreamModel) || /amazon\.nova/i.test(upstreamModel);
}

/** What Anthropic says of a Claude here; undefined for models of others. */
export function claudeFactsOf(upstreamModel: string): ClaudeFacts | undefined {
  return isClaude(upstreamModel) ? describeClaude(upstreamModel) : undefined;
}

/** What is known of a model by its id. */
export function describeBedrock(upstreamModel: string): ModelFacts {
  const claude = claudeFactsOf(upstreamModel);
  if (claude !== undefined) {
    const { maxOutputTokens, capabilities, source } = claude;
    return {
      maxOutputTokens,
      capabilities: { ...capabilities, audio: false },
      ...(source === undefined ? {} : { source }),
    };
  }
  const kind = KINDS.find(({ match }) => match.test(upstreamModel.toLowerCase()))?.kind;
  if (kind !== undefined)
    return kind === "image"
      ? { kind, maxOutputTokens: null, capabilities: { images: false }, source: PARAMETERS }
      : { kind, maxOutputTokens: null, capabilities: {} };
  const family = FAMILIES.find(({ match }) => match.test(upstreamModel.toLowerCase()));
  if (family === undefined) return { maxOutputTokens: null, capabilities: {} };
  const { match: _, maxOutputTokens, contextWindow, ...accepts } = family;
  return {
    maxOutputTokens,
    contextWindow,
    capabilities: { sampling: true, thinking: "none", audio: false, prefill: false, ...accepts },
    source: SOURCE,
  };
}

/** The worst of the vocabularies behind this API; Claude's is known best. */
export function sizeBedrock(upstreamModel: string): SizeFacts {
  return {
    vocabulary: "o200k_base",
    factor: isClaude(upstreamModel) ? 1.65 : 1.4,
    tokensPerImage: 4_800,
    tokensForTools: 700,
    mostOutputTokens: describeBedrock(upstreamModel).maxOutputTokens,
  };
}
