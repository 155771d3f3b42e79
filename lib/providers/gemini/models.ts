import type { ModelKind } from "@/lib/llm/model-kind";
import type { ModelFacts, TargetCapabilities } from "../contract";

export type ThinkingLevel = "MINIMAL" | "LOW" | "MEDIUM" | "HIGH";

/** What a Gemini family accepts, beyond what the contract has words for. */
export interface GeminiFacts extends ModelFacts {
  /** Levels of `thinkingLevel`, ascending; empty where the model takes a budget or does not think. */
  levels: readonly ThinkingLevel[];
  /** The least `thinkingBudget`; 0 where thinking can be switched off. */
  leastBudget: number;
  /** Calls sent back without their `thoughtSignature` are refused. */
  wantsSignatures: boolean;
  /** Fetches `https:` files itself. */
  fetchesUrls: boolean;
  /** JSON answers and function calling go together. */
  jsonWithTools: boolean;
}

type Family = Partial<GeminiFacts> & {
  match: RegExp;
  maxOutputTokens: number;
  thinking: TargetCapabilities["thinking"];
};

const NEWEST: GeminiFacts = {
  maxOutputTokens: null,
  capabilities: {},
  levels: ["MINIMAL", "LOW", "MEDIUM", "HIGH"],
  leastBudget: 0,
  wantsSignatures: true,
  fetchesUrls: true,
  jsonWithTools: true,
};

const SOURCE = "https://ai.google.dev/gemini-api/docs/models";
const OLDER = { levels: [], wantsSignatures: false, jsonWithTools: false } as const;

/** Newest first. From Google's model pages and its "Gemini thinking" and "Thought signatures" guides. */
const FAMILIES: readonly Family[] = [
  { match: /gemini-3-pro/, maxOutputTokens: 65_536, thinking: "adaptive", levels: ["LOW", "HIGH"] },
  { match: /gemini-[3-9][\d.]*-pro/, maxOutputTokens: 65_536, thinking: "adaptive", levels: ["LOW", "MEDIUM", "HIGH"] },
  { match: /gemini-[3-9]/, maxOutputTokens: 65_536, thinking: "adaptive" },
  { match: /gemini-2\.5-pro/, maxOutputTokens: 65_536, thinking: "budget", ...OLDER, leastBudget: 128 },
  { match: /gemini-2\.5/, maxOutputTokens: 65_536, thinking: "budget", ...OLDER },
  { match: /gemini-(?:1|2)/, maxOutputTokens: 8192, thinking: "none", ...OLDER, fetchesUrls: false },
];

/** What is known of a model by its family; an unknown name is taken for the newest kind and restricts nothing. */
export function describeGemini(upstreamModel: string): GeminiFacts {
  const family = FAMILIES.find(({ match }) => match.test(upstreamModel.toLowerCase()));
  if (family === undefined) return NEWEST;
  const { match: _, thinking, ...facts } = family;
  const capabilities: TargetCapabilities = {
    sampling: true,
    forcedTool: true,
    tools: true,
    images: true,
    documents: true,
    audio: true,
    structuredOutput: true,
    ...(thinking === undefined ? {} : { thinking }),
  };
  return { ...NEWEST, ...facts, capabilities, source: SOURCE };
}

/** What a model that draws accepts, and what a picture of it costs at most. */
interface DrawingFacts {
  /** It makes pictures of about a million pixels and no others. */
  isSmallOnly: boolean;
  isAlwaysPng: boolean;
  /** In tokens, with what it thinks before; 0 where it knows none. */
  mostTokens: number;
}

/** Newest last. From Google's guide "Image generation": tokens of the largest picture, and room for thoughts that cannot be switched off. */
const DRAWERS: readonly (DrawingFacts & { match: RegExp })[] = [
  { match: /imagen/, isSmallOnly: false, isAlwaysPng: false, mostTokens: 0 },
  { match: /gemini-2\.\d-.*image/, isSmallOnly: true, isAlwaysPng: true, mostTokens: 1_290 },
];
const NEWEST_DRAWER: DrawingFacts = { isSmallOnly: false, isAlwaysPng: false, mostTokens: 6_600 };

/** What is known of a model that draws; an unknown name is taken for the newest kind. */
export function describeDrawing(upstreamModel: string): DrawingFacts {
  return DRAWERS.find(({ match }) => match.test(upstreamModel.toLowerCase())) ?? NEWEST_DRAWER;
}

/** Models for something else than chat, by name, each with the page that tells of them. */
const KINDS: readonly { match: RegExp; kind: ModelKind; capabilities: TargetCapabilities; source?: string }[] = [
  { match: /embedding/, kind: "embedding", capabilities: {} },
  {
    match: /imagen/,
    kind: "image",
    capabilities: { images: false },
    source: "https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api",
  },
  {
    match: /-image\b/,
    kind: "image",
    capabilities: { images: true },
    source: "https://ai.google.dev/gemini-api/docs/image-generation",
  },
  {
    match: /-tts\b/,
    kind: "speech",
    capabilities: { images: false, audio: false },
    source: "https://ai.google.dev/gemini-api/docs/speech-generation",
  },
];

/** What is known of a model, whatever it is for. */
export function describeModel(upstreamModel: string): ModelFacts {
  const special = KINDS.find(({ match }) => match.test(upstreamModel.toLowerCase()));
  if (special !== undefined) {
    const { match: _, ...facts } = special;
    return { maxOutputTokens: null, ...facts };
  }
  const { maxOutputTokens, capabilities, source } = describeGemini(upstreamModel);
  return { maxOutputTokens, capabilities, ...(source === undefined ? {} : { source }) };
}
