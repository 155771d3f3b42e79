import type { Json, JsonObject } from "./json";

/** Measured on o200k_base corpora: what one character costs by script, and a margin for the unlucky ones. */
const TOKENS_PER_ASCII = 1 / 4;
const TOKENS_PER_CJK = 1 / 1.5;
const TOKENS_PER_OTHER = 1 / 3;
const MARGIN = 1.1;
const TOKENS_PER_MESSAGE = 3;
const TOKENS_TO_PRIME = 3;
/** No provider we know charges more for one image at its default detail. */
const TOKENS_PER_IMAGE = 1600;
/** Base64 characters of a file or a recording that cost one token, roughly. */
const BASE64_PER_TOKEN = 100;

/** Members of a body that the model reads, whatever the dialect. */
const PROMPT_MEMBERS = ["messages", "tools", "functions", "response_format", "system", "prompt", "input"] as const;

/** Tokens a text costs, estimated without a tokenizer: linear, a few milliseconds per megabyte. For admission, never for billing. */
export function estimateTextTokens(text: string): number {
  return Math.ceil(rawTextTokens(text) * MARGIN);
}

/**
 * Input tokens of a whole chat body, estimated: text, tool definitions and schemas, 3 per message, a flat 1600 per image,
 * files and sound by size. For admission and for upstreams that report no usage.
 */
export function estimateInputTokens(body: JsonObject): number {
  const raw = PROMPT_MEMBERS.reduce((sum, name) => sum + rawTokens(body[name], name), 0);
  const messages = Array.isArray(body.messages) ? body.messages.length : 1;
  return Math.ceil(raw * MARGIN) + TOKENS_PER_MESSAGE * messages + TOKENS_TO_PRIME;
}

function rawTokens(value: Json | undefined, name: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "string") return rawMemberTokens(value, name);
  if (typeof value !== "object") return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + rawTokens(item, name), 0);
  if (value.type === "image" || value.type === "image_url" || value.type === "input_image") return TOKENS_PER_IMAGE;
  let sum = 0;
  for (const key in value) sum += key.length * TOKENS_PER_ASCII + rawTokens(value[key], key);
  return sum;
}

function rawMemberTokens(text: string, name: string): number {
  const isCoded = (name === "data" || name === "file_data") && text.length > 1000 && !text.includes(" ");
  return isCoded ? text.length / BASE64_PER_TOKEN : rawTextTokens(text);
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

function rawTextTokens(text: string): number {
  if (!BEYOND_ASCII.test(text)) return text.length * TOKENS_PER_ASCII;
  let cjk = 0;
  let other = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (isCjk(unit)) cjk += 1;
    else other += 1;
  }
  return (text.length - cjk - other) * TOKENS_PER_ASCII + cjk * TOKENS_PER_CJK + other * TOKENS_PER_OTHER;
}

/** Kana, CJK ideographs, Hangul, full-width forms, and surrogates (rare ideographs and emoji, two units each). */
function isCjk(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7ff) ||
    (unit >= 0xd800 && unit <= 0xdfff) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xff00 && unit <= 0xffef)
  );
}
