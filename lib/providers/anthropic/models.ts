import type { ModelFacts, TargetCapabilities } from "../contract";

/** What a Claude family accepts, beyond what the contract has words for. */
export interface ClaudeFacts extends ModelFacts {
  /** `thinking: {type: "disabled"}` is accepted. */
  canDisableThinking: boolean;
  /** `xhigh` and `max` are levels of their own; otherwise `high` is the highest. */
  hasHighestEfforts: boolean;
}

type Family = Omit<TargetCapabilities, "tools" | "images" | "documents" | "audio"> & {
  match: RegExp;
  maxOutputTokens: number;
  canDisableThinking?: false;
  hasHighestEfforts?: false;
};

const K = 1000;
const SOURCE = "https://docs.claude.com/en/docs/about-claude/models/overview";

/**
 * Newest first, matched against the name with dots as dashes. From the capability matrix of Anthropic's model pages and SDKs: from
 * 4.7 on sampling parameters are refused and thinking is adaptive; 4.6 takes both kinds; up to 4.5 only a budget.
 */
const FAMILIES: readonly Family[] = [
  {
    match: /(?:opus|sonnet)-5-5(?!\d)/,
    maxOutputTokens: 128 * K,
    sampling: false,
    thinking: "adaptive",
    canDisableThinking: false,
    forcedTool: false,
    structuredOutput: true,
    prefill: false,
  },
  {
    match: /haiku-5-5(?!\d)/,
    maxOutputTokens: 64 * K,
    sampling: false,
    thinking: "adaptive",
    forcedTool: true,
    structuredOutput: true,
    prefill: false,
  },
  {
    match: /fable-5-1(?!\d)/,
    maxOutputTokens: 128 * K,
    sampling: false,
    thinking: "adaptive",
    canDisableThinking: false,
    forcedTool: false,
    structuredOutput: true,
    prefill: false,
  },
  {
    match: /fable-5(?!\d)/,
    maxOutputTokens: 128 * K,
    sampling: false,
    thinking: "adaptive",
    canDisableThinking: false,
    forcedTool: true,
    structuredOutput: true,
    prefill: false,
  },
  {
    match: /(?:opus|sonnet)-5(?!\d)|opus-4-[78](?!\d)/,
    maxOutputTokens: 128 * K,
    sampling: false,
    thinking: "adaptive",
    forcedTool: true,
    structuredOutput: true,
    prefill: false,
  },
  {
    match: /(?:opus|sonnet)-4-6(?!\d)/,
    maxOutputTokens: 128 * K,
    sampling: true,
    thinking: "both",
    forcedTool: true,
    structuredOutput: true,
    prefill: false,
    hasHighestEfforts: false,
  },
  {
    match: /(?:opus|sonnet|haiku)-4-5(?!\d)/,
    maxOutputTokens: 64 * K,
    sampling: true,
    thinking: "budget",
    forcedTool: true,
    structuredOutput: true,
    prefill: true,
  },
  {
    match: /opus-4-1(?!\d)/,
    maxOutputTokens: 32 * K,
    sampling: true,
    thinking: "budget",
    forcedTool: true,
    structuredOutput: true,
    prefill: true,
  },
  {
    match: /opus-4|4-opus/,
    maxOutputTokens: 32 * K,
    sampling: true,
    thinking: "budget",
    forcedTool: true,
    structuredOutput: false,
    prefill: true,
  },
  {
    match: /sonnet-4|4-sonnet|3-7-sonnet/,
    maxOutputTokens: 64 * K,
    sampling: true,
    thinking: "budget",
    forcedTool: true,
    structuredOutput: false,
    prefill: true,
  },
  {
    match: /3-5-(?:sonnet|haiku)/,
    maxOutputTokens: 8192,
    sampling: true,
    thinking: "none",
    forcedTool: true,
    structuredOutput: false,
    prefill: true,
  },
  {
    match: /claude-(?:2|3-)/,
    maxOutputTokens: 4096,
    sampling: true,
    thinking: "none",
    forcedTool: true,
    structuredOutput: false,
    prefill: true,
  },
];

/** What is known of a model by its family; an unknown name restricts nothing. */
export function describeClaude(upstreamModel: string): ClaudeFacts {
  const name = upstreamModel.toLowerCase().replaceAll(".", "-");
  const family = FAMILIES.find(({ match }) => match.test(name));
  if (family === undefined) {
    return { maxOutputTokens: null, capabilities: {}, canDisableThinking: true, hasHighestEfforts: true };
  }
  const { match: _, maxOutputTokens, canDisableThinking = true, hasHighestEfforts = true, ...capabilities } = family;
  return {
    maxOutputTokens,
    capabilities: { tools: true, images: true, documents: true, audio: false, ...capabilities },
    source: SOURCE,
    canDisableThinking,
    hasHighestEfforts,
  };
}
