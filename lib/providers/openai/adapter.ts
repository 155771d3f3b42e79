import type { SizeFacts } from "../contract";
import { openAiCompatible } from "../openai-compatible/open-ai-compatible";

/**
 * OpenAI itself. Its newer models refuse `max_tokens`, so translated calls bound the output with `max_completion_tokens`
 * (API reference, "Create chat completion").
 */
export const openai = openAiCompatible({
  id: "openai",
  title: "OpenAI",
  baseUrl: "https://api.openai.com/v1",
  environmentVariable: "OPENAI_API_KEY",
  outputBound: "max_completion_tokens",
  sizeFacts,
});

/** Models that came before o200k_base (tiktoken's table of models). */
const OLDER_VOCABULARY = /gpt-3\.5|gpt-4(?![\d.o])/;
/** A picture of the dearest kind: tiles of `gpt-4o-mini` are priced as 48,169 tokens, patches of small models at up to 2.46 each. */
const PICTURES: readonly (readonly [RegExp, number])[] = [
  [/gpt-4o-mini/, 48_200],
  [/mini|nano/, 3_800],
  [/gpt-5\.[4-9]|gpt-[6-9]/, 10_000],
];
const TOKENS_PER_PICTURE = 1_600;

/** Vocabulary and pictures by family (OpenAI's guides "Images and vision" and tiktoken). */
function sizeFacts(upstreamModel: string): SizeFacts {
  return {
    vocabulary: OLDER_VOCABULARY.test(upstreamModel) ? "cl100k_base" : "o200k_base",
    factor: 1,
    tokensPerImage: PICTURES.find(([match]) => match.test(upstreamModel))?.[1] ?? TOKENS_PER_PICTURE,
    tokensForTools: 16,
    mostOutputTokens: null,
  };
}
