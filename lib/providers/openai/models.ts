import type { ModelFacts, SizeFacts, TargetCapabilities } from "../contract";

type Family = Pick<TargetCapabilities, "sampling" | "thinking" | "tools" | "images" | "audio" | "structuredOutput"> & {
  match: RegExp;
  maxOutputTokens: number;
  contextWindow: number | null;
};

const SOURCE = "https://platform.openai.com/docs/models";

const FLAT = { sampling: true, thinking: "none", images: true, structuredOutput: true } as const;
const REASONING = { sampling: false, thinking: "adaptive", images: true, structuredOutput: true } as const;

const FIRST_TO_REASON = { thinking: "none", tools: false, images: false, structuredOutput: false } as const;

/**
 * Newest first; a name none of them knows restricts nothing. Models that reason refuse temperature and its kin (guide "Reasoning
 * models"); from 5.1 on they take it while they do not reason, so nothing is said of those. Null: the price library knows better.
 */
const FAMILIES: readonly Family[] = [
  { match: /gpt-audio|gpt-4o(?:-mini)?-audio/, ...row(16_384, 128_000), ...FLAT, images: false, audio: true },
  { match: /gpt-5(?:\.\d+)?-chat/, ...row(16_384, 128_000), ...FLAT },
  { match: /gpt-5(?!\.)/, ...row(128_000, 400_000), ...REASONING },
  { match: /gpt-(?:5\.|[6-9])/, ...row(128_000, null), thinking: "adaptive", images: true, structuredOutput: true },
  { match: /\bo1-(?:mini|preview)/, ...row(32_768, 128_000), ...REASONING, ...FIRST_TO_REASON },
  { match: /o3-mini/, ...row(100_000, 200_000), ...REASONING, images: false },
  { match: /\bo(?:1|3|4)(?!\d)/, ...row(100_000, 200_000), ...REASONING },
  { match: /gpt-4\.1/, ...row(32_768, 1_047_576), ...FLAT },
  { match: /gpt-4o(?!.*(?:realtime|transcribe|tts|search))/, ...row(16_384, 128_000), ...FLAT },
  { match: /gpt-4-(?:turbo|vision|1106|0125)/, ...row(4_096, 128_000), ...FLAT, structuredOutput: false },
  { match: /gpt-4(?![\do.]|-32k)/, ...row(8_192, 8_192), ...FLAT, images: false, structuredOutput: false },
  { match: /gpt-3\.5/, ...row(4_096, 16_385), ...FLAT, images: false, structuredOutput: false },
];

function row(maxOutputTokens: number, contextWindow: number | null): Pick<Family, "maxOutputTokens" | "contextWindow"> {
  return { maxOutputTokens, contextWindow };
}

/** Models that are called through other endpoints than chat; names of chat models that draw or hear as well are not among them. */
const KINDS = [
  { match: /embedding/, kind: "embedding" },
  { match: /moderation/, kind: "moderation" },
  { match: /^(?:gpt-image|dall-e)/, kind: "image" },
  { match: /^tts-|-tts/, kind: "speech" },
  { match: /whisper|transcribe/, kind: "transcription" },
] as const;

/** What OpenAI says of its models, wherever they are hosted. */
export function describeOpenAi(upstreamModel: string): ModelFacts {
  const kind = KINDS.find(({ match }) => match.test(upstreamModel.toLowerCase()))?.kind;
  if (kind !== undefined) return { kind, maxOutputTokens: null, capabilities: {}, source: SOURCE };
  const family = FAMILIES.find(({ match }) => match.test(upstreamModel.toLowerCase()));
  if (family === undefined) return { maxOutputTokens: null, capabilities: {} };
  const { match: _, maxOutputTokens, contextWindow, audio = false, ...capabilities } = family;
  return {
    maxOutputTokens,
    contextWindow,
    capabilities: { tools: true, forcedTool: true, audio, documents: capabilities.images === true, ...capabilities },
    source: SOURCE,
  };
}

/** Models that came before o200k_base (tiktoken's table of models). */
const OLDER_VOCABULARY = /gpt-3\.5|gpt-4(?![\d.o])|text-embedding/;
/** A picture of the dearest kind: tiles of `gpt-4o-mini` are priced as 48,169 tokens, patches of small models at up to 2.46 each. */
const PICTURES: readonly (readonly [RegExp, number])[] = [
  [/gpt-4o-mini/, 48_200],
  [/mini|nano/, 3_800],
  [/gpt-5\.[4-9]|gpt-[6-9]/, 10_000],
];
const TOKENS_PER_PICTURE = 1_600;

/** Vocabulary and pictures by family (OpenAI's guides "Images and vision" and tiktoken). */
export function sizeOpenAi(upstreamModel: string): SizeFacts {
  return {
    vocabulary: OLDER_VOCABULARY.test(upstreamModel) ? "cl100k_base" : "o200k_base",
    factor: 1,
    tokensPerImage: PICTURES.find(([match]) => match.test(upstreamModel))?.[1] ?? TOKENS_PER_PICTURE,
    tokensForTools: 16,
    mostOutputTokens: null,
  };
}
