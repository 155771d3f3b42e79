/** Measured on o200k_base corpora: what one character costs by script, and a margin for the unlucky ones. */
const TOKENS_PER_ASCII = 1 / 4;
const TOKENS_PER_CJK = 1 / 1.5;
const TOKENS_PER_OTHER = 1 / 3;
const MARGIN = 1.1;

/** Tokens a text costs, estimated without a tokenizer: linear, a few milliseconds per megabyte. For records of upstreams that report none. */
export function estimateTextTokens(text: string): number {
  return Math.ceil(rawTextTokens(text) * MARGIN);
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
