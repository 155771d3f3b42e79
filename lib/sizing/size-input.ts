import { estimateTextTokens } from "@/lib/llm/estimate-tokens";
import type { SizeFacts } from "@/lib/providers/contract";
import type { InputBasis } from "./contract";
import type { PromptParts } from "./prompt-parts";
import type { TokenCounter } from "./token-counter";

/** What a message costs beside its text: its role and the marks around it. */
const TOKENS_PER_MESSAGE = 8;
/** Quotes, a colon, a comma and a short name, where a prompt is structured. */
const TOKENS_PER_NODE = 4;
const TOKENS_TO_PRIME = 16;
/** Sound below 32 kbit/s is rare, and nobody we know charges more than 32 tokens a second. */
const CHARS_PER_SOUND_TOKEN = 50;
/** A thousand tokens a minute, rounded up. */
const TOKENS_PER_SECOND = 17;
/** A page of PDF is two to five kilobytes at least and costs up to 4,600 tokens as text and picture. */
const CHARS_PER_FILE_TOKEN = 1;
/** Stands for a file that is only named, when the model's context does not bound it. */
const TOKENS_PER_REFERENCE = 65_536;
const GUESSED_PER_IMAGE = 1_600;
const GUESSED_CHARS_PER_MEDIA_TOKEN = 100;
/** More than this is sampled: words never seen before cost up to 1 ms per KB to count. */
export const COUNTED_CHARS = 16 * 1024;
/** What sampling may be off by; measured on mixed corpora it is within 6 %. */
const SAMPLING_MARGIN = 1.15;

/**
 * A bound on the input tokens that costs next to nothing: no tokenizer with a byte fallback makes more tokens of a text than it
 * has UTF-8 bytes. Three to five times the truth for prose.
 */
export function boundInput(parts: PromptParts, facts: SizeFacts, contextWindow: number | null): number {
  const text = parts.textBytes + parts.schemaBytes + parts.nodes * TOKENS_PER_NODE;
  return text + besideText(parts, facts, contextWindow);
}

/** The input tokens as the vocabulary counts them, times the model's factor; never more than `boundInput`. */
export function countInput(
  parts: PromptParts,
  facts: SizeFacts,
  options: { contextWindow: number | null; counter: TokenCounter },
): { tokens: number; basis: InputBasis } {
  const texts = parts.texts.concat(parts.schemas.map((schema) => JSON.stringify(schema)));
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  const isHuge = chars > COUNTED_CHARS;
  const counted = isHuge
    ? options.counter.sample(texts, chars) * SAMPLING_MARGIN
    : texts.reduce((sum, text) => sum + options.counter.count(text), 0);
  const beside = besideText(parts, facts, options.contextWindow);
  const bound = boundInput(parts, facts, options.contextWindow);
  const tokens = Math.min(bound, Math.ceil(counted * facts.factor) + beside);
  return { tokens, basis: isHuge ? "sampled" : "counted" };
}

/** A guess at the input tokens for records of upstreams that report none: no bound, and never asked for admission. */
export function guessInput(parts: PromptParts): number {
  const schema = parts.schemaBytes / 4;
  const isAscii = parts.textBytes === parts.textChars;
  const text = isAscii ? parts.textChars / 4 : parts.texts.reduce((sum, part) => sum + estimateTextTokens(part), 0);
  const media = parts.images * GUESSED_PER_IMAGE + (parts.soundChars + parts.fileChars) / GUESSED_CHARS_PER_MEDIA_TOKEN;
  return Math.ceil((text + schema) * 1.1 + media) + 3 * parts.messages + 3 + (parts.tokens ?? 0);
}

/** Tokens of the input that may have prices of their own. */
export function mediaTokens(
  parts: PromptParts,
  facts: Pick<SizeFacts, "tokensPerImage" | "tokensPerSecondOfSound">,
): { sound: number; images: number } {
  const heard = (parts.soundSeconds ?? 0) * Math.max(TOKENS_PER_SECOND, facts.tokensPerSecondOfSound ?? 0);
  const sound = Math.ceil(parts.soundChars / CHARS_PER_SOUND_TOKEN) + heard;
  return { sound, images: parts.images * facts.tokensPerImage };
}

/** Everything but text; pictures, sound and files never exceed what the model can take in, where that is known. */
function besideText(parts: PromptParts, facts: SizeFacts, contextWindow: number | null): number {
  const { sound, images } = mediaTokens(parts, facts);
  const media =
    sound + images + Math.ceil(parts.fileChars / CHARS_PER_FILE_TOKEN) + parts.references * TOKENS_PER_REFERENCE;
  const taken = contextWindow === null ? media : Math.min(media, contextWindow);
  const tools = parts.hasTools ? facts.tokensForTools : 0;
  return parts.messages * TOKENS_PER_MESSAGE + TOKENS_TO_PRIME + tools + taken + (parts.tokens ?? 0);
}
