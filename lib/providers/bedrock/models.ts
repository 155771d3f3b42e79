import { type ClaudeFacts, describeClaude } from "../anthropic/models";
import type { ModelFacts, SizeFacts, TargetCapabilities } from "../contract";

interface Family extends Pick<TargetCapabilities, "images" | "documents" | "tools"> {
  match: RegExp;
  maxOutputTokens: number | null;
  contextWindow: number | null;
}

const SOURCE =
  "https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html";
const K = 1000;

/** What Converse can do with the models of other vendors than Anthropic. A name none of them knows restricts nothing. */
const FAMILIES: readonly Family[] = [
  {
    match: /nova-micro/,
    maxOutputTokens: 10 * K,
    contextWindow: 128 * K,
    tools: true,
    images: false,
    documents: false,
  },
  {
    match: /nova-(?:lite|pro|premier)/,
    maxOutputTokens: 10 * K,
    contextWindow: 300 * K,
    tools: true,
    images: true,
    documents: true,
  },
  {
    match: /llama3-1-|llama3-3-/,
    maxOutputTokens: 8192,
    contextWindow: 128 * K,
    tools: true,
    images: false,
    documents: true,
  },
  {
    match: /llama3-2-(?:11|90)b|llama4/,
    maxOutputTokens: 8192,
    contextWindow: 128 * K,
    tools: true,
    images: true,
    documents: true,
  },
  { match: /llama3-/, maxOutputTokens: 2048, contextWindow: 8192, tools: false, images: false, documents: true },
  {
    match: /mistral-large|pixtral/,
    maxOutputTokens: 8192,
    contextWindow: 128 * K,
    tools: true,
    images: false,
    documents: true,
  },
  {
    match: /deepseek\.r1/,
    maxOutputTokens: 32 * K,
    contextWindow: 128 * K,
    tools: false,
    images: false,
    documents: true,
  },
  { match: /gpt-oss/, maxOutputTokens: null, contextWindow: 128 * K, tools: true, images: false, documents: false },
  { match: /titan-text/, maxOutputTokens: 8192, contextWindow: 32 * K, tools: false, images: false, documents: true },
];

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
