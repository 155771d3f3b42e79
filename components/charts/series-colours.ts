const PALETTE_SIZE = 8;
export const OTHER_COLOUR = "var(--series-other)";
const NEUTRAL_KEYS = new Set(["other", ""]);

/** FNV-1a: small, and the same on every page and in every browser. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * A colour per series key, the same on every page: each key has its place in the palette, and takes the next free one
 * only when another shown key has that place. More than eight keys, `other` and none are grey.
 */
export function seriesColours(keys: readonly string[]): Map<string, string> {
  const taken = new Set<number>();
  const colours = new Map<string, string>();
  for (const key of [...new Set(keys)].sort()) {
    const slot = NEUTRAL_KEYS.has(key) ? null : freeSlot(hash(key) % PALETTE_SIZE, taken);
    if (slot !== null) taken.add(slot);
    colours.set(key, slot === null ? OTHER_COLOUR : `var(--series-${slot + 1})`);
  }
  return colours;
}

function freeSlot(wanted: number, taken: ReadonlySet<number>): number | null {
  for (let step = 0; step < PALETTE_SIZE; step += 1) {
    const slot = (wanted + step) % PALETTE_SIZE;
    if (!taken.has(slot)) return slot;
  }
  return null;
}
