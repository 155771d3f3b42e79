/**
 * What a reader would not see or would be misled by: control characters but line breaks and tabs, zero-width and bidirectional marks, soft
 * hyphens, variation-free joiners outside emoji, tags. A joiner between two pictures is how a picture is made.
 */
const HIDDEN =
  /(?!(?<=\p{Extended_Pictographic}\u{fe0f}?)\u{200d}(?=\p{Extended_Pictographic}))(?![\n\r\t])[\p{Cc}\p{Cf}]/gu;

/** A piece of text that can be seen, or the name of a character that cannot. */
export type Visible = { text: string } | { hidden: string };

/** The text in pieces, hidden characters by their code points: `U+202E`. */
export function splitHidden(text: string): Visible[] {
  const pieces: Visible[] = [];
  let at = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ hidden: codePoint(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The text with hidden characters written out in angle brackets. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (character) => `⟨${codePoint(character)}⟩`);
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
