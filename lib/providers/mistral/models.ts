import type { ChatRequest } from "@/lib/llm/chat-request";
import type { ModelFacts, TargetCapabilities } from "../contract";

interface Family extends Pick<TargetCapabilities, "thinking" | "images"> {
  match: RegExp;
  /** Levels of `reasoning_effort` it takes; none where it has no such switch. */
  efforts: readonly ("none" | "low" | "medium" | "high")[];
}

const SOURCE = "https://docs.mistral.ai/inference/conversations/reasoning";

/** Newest first. `magistral` always thinks and has no switch. A name none of them knows restricts nothing but gets no effort. */
const FAMILIES: readonly Family[] = [
  {
    match: /mistral-large-(?:4|latest)/,
    thinking: "adaptive",
    images: true,
    efforts: ["none", "low", "medium", "high"],
  },
  {
    match: /mistral-medium-3-5|mistral-small-(?:2603|4|latest)/,
    thinking: "adaptive",
    images: true,
    efforts: ["none", "high"],
  },
  { match: /magistral/, thinking: "adaptive", images: true, efforts: [] },
  {
    match: /mistral-medium|mistral-small|pixtral|mistral-large-3|ministral-.*25/,
    thinking: "none",
    images: true,
    efforts: [],
  },
  { match: /mistral|ministral|codestral|devstral|mixtral|nemo/, thinking: "none", images: false, efforts: [] },
];

/** What Mistral says of its models. */
export function describeMistral(upstreamModel: string): ModelFacts {
  const family = familyOf(upstreamModel);
  if (family === undefined) return { maxOutputTokens: null, capabilities: {} };
  const { thinking, images } = family;
  const capabilities: TargetCapabilities = {
    sampling: true,
    tools: true,
    forcedTool: true,
    structuredOutput: true,
    audio: false,
  };
  return {
    maxOutputTokens: null,
    capabilities: {
      ...capabilities,
      ...(thinking === undefined ? {} : { thinking }),
      ...(images === undefined ? {} : { images, documents: images }),
    },
    source: SOURCE,
  };
}

/** The caller's effort as the nearest level the model has, never a lower one while there is a higher; left out where it has none. */
export function planEffort(request: ChatRequest, upstreamModel: string): ChatRequest {
  const { reasoningEffort, ...rest } = request;
  const efforts = familyOf(upstreamModel)?.efforts ?? [];
  if (reasoningEffort === undefined || efforts.length === 0) return rest;
  const order = ["none", "low", "medium", "high"] as const;
  const wanted = order.indexOf(NEAREST[reasoningEffort]);
  const level = efforts.find((effort) => order.indexOf(effort) >= wanted);
  return level === undefined ? rest : { ...rest, reasoningEffort: level };
}

const NEAREST = {
  none: "none",
  minimal: "none",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
  max: "high",
} as const;

function familyOf(upstreamModel: string): Family | undefined {
  return FAMILIES.find(({ match }) => match.test(upstreamModel.toLowerCase()));
}
