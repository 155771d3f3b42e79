/** Tokenizers are quadratic on long unbroken runs: 50,000 CJK characters would block the process for 12 s. */
const LONGEST_RUN = 200;
const LONG_RUN = /(\S{201,}|\s{201,})/;
/** Beyond this the count is extrapolated, so that one prompt cannot hold the event loop. */
const COUNTED_CHARACTERS = 200_000;

/** o200k_base: what a text costs, and the pieces it is made of. Special tokens in user text count as plain text. */
export interface Tokenizer {
  count(text: string): number;
  /** The text cut at token boundaries; a character whose bytes span tokens stays whole in one piece. */
  pieces(text: string): string[];
}

let loading: Promise<Tokenizer> | undefined;

/** Loads the vocabulary (about 70 MB) on first use, once per process. */
export function loadTokenizer(): Promise<Tokenizer> {
  loading ??= createTokenizer();
  return loading;
}

async function createTokenizer(): Promise<Tokenizer> {
  const { encode, decode } = await import("gpt-tokenizer/encoding/o200k_base");
  const options = { disallowedSpecial: new Set<string>() };
  const encodeSafely = (text: string): number[] => text.split(LONG_RUN).flatMap((part) => encodeRun(part));
  const encodeRun = (text: string): number[] => {
    if (text.length <= LONGEST_RUN || !isRun(text)) return encode(text, options);
    const tokens: number[] = [];
    for (let at = 0; at < text.length; at += LONGEST_RUN) {
      for (const token of encode(text.slice(at, at + LONGEST_RUN), options)) tokens.push(token);
    }
    return tokens;
  };
  return {
    count(text) {
      if (text.length <= COUNTED_CHARACTERS) return encodeSafely(text).length;
      const counted = encodeSafely(text.slice(0, COUNTED_CHARACTERS)).length;
      return Math.ceil((counted * text.length) / COUNTED_CHARACTERS);
    },
    pieces: (text) => wholeCharacters(encodeSafely(text), decode),
  };
}

/** True for a part that split() cut out because it is one long run. */
function isRun(text: string): boolean {
  return !/\s/.test(text) || !/\S/.test(text);
}

function wholeCharacters(tokens: number[], decode: (tokens: number[]) => string): string[] {
  const pieces: string[] = [];
  let pending: number[] = [];
  for (const token of tokens) {
    pending.push(token);
    const piece = decode(pending);
    if (piece.endsWith("\uFFFD") && pending.length < 4) continue;
    pieces.push(piece);
    pending = [];
  }
  if (pending.length > 0) pieces.push(decode(pending));
  return pieces;
}
