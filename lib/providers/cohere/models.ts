import type { ModelFacts } from "../contract";

interface Family {
  match: RegExp;
  maxOutputTokens: number;
  contextWindow: number;
  thinks?: true;
  sees?: true;
}

const SOURCE = "https://docs.cohere.com/docs/models";
const K = 1000;

/** Newest first. A name none of them knows restricts nothing and is not asked to think. */
const FAMILIES: readonly Family[] = [
  { match: /command-a-reasoning/, maxOutputTokens: 32 * K, contextWindow: 256 * K, thinks: true },
  { match: /command-a-vision/, maxOutputTokens: 8 * K, contextWindow: 128 * K, sees: true },
  { match: /command-a-translate/, maxOutputTokens: 8 * K, contextWindow: 16 * K },
  { match: /command-a-\d/, maxOutputTokens: 8 * K, contextWindow: 256 * K },
  { match: /command-r/, maxOutputTokens: 4 * K, contextWindow: 128 * K },
  { match: /aya-vision/, maxOutputTokens: 4 * K, contextWindow: 16 * K, sees: true },
];

const KINDS = [
  { match: /rerank/, kind: "rerank" },
  { match: /embed/, kind: "embedding" },
] as const;

/** What Cohere says of its models. */
export function describeCohere(upstreamModel: string): ModelFacts {
  const kind = KINDS.find(({ match }) => match.test(upstreamModel.toLowerCase()))?.kind;
  if (kind !== undefined) return { kind, maxOutputTokens: null, capabilities: {}, source: SOURCE };
  const family = FAMILIES.find(({ match }) => match.test(upstreamModel.toLowerCase()));
  if (family === undefined) return { maxOutputTokens: null, capabilities: {} };
  const { maxOutputTokens, contextWindow, thinks = false, sees = false } = family;
  return {
    maxOutputTokens,
    contextWindow,
    capabilities: {
      sampling: true,
      thinking: thinks ? "budget" : "none",
      tools: !sees,
      forcedTool: !sees,
      images: sees,
      documents: false,
      audio: false,
      structuredOutput: true,
      prefill: false,
    },
    source: SOURCE,
  };
}
