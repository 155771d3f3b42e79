import type { SizeFacts } from "@/lib/providers/contract";
import type { PromptParts } from "./prompt-parts";
import { COUNTED_CHARS } from "./size-input";
import type { TokenCounter } from "./token-counter";

/** What a sample of mixed texts may be above the truth; it is measured to be within 6 %. */
const SAMPLED_AT_LEAST = 0.85;
/** Another vocabulary than the one counted with makes more tokens of most texts, and hardly ever less than this share. */
const FOREIGN_AT_LEAST = 0.5;

/** Tokens that the text of a prompt surely has. Pictures, sound, files and schemas are left out: they may count for little. */
export function leastInput(
  { texts, textChars }: Pick<PromptParts, "texts" | "textChars">,
  { factor }: SizeFacts,
  counter: TokenCounter,
): number {
  const isSampled = textChars > COUNTED_CHARS;
  const counted = isSampled
    ? counter.sample(texts, textChars) * SAMPLED_AT_LEAST
    : texts.reduce((sum, text) => sum + counter.count(text), 0);
  return Math.floor(factor === 1 ? counted : counted * FOREIGN_AT_LEAST);
}
