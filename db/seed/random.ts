/** A deterministic source of chance: the same seed gives the same demo. Not for secrets. */
export interface Chance {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, as often as its weight says. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** Around `median`, never negative, with a long tail to the right: latencies and lengths look like this. */
  logNormal(median: number, sigma: number): number;
  /** How many of rare independent events happen when `mean` are expected. */
  poisson(mean: number): number;
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for a demo. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (probability) => next() < probability,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted: (items) => weighted(items, next()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => poisson(mean, { next, normal }),
  };
}

function weighted<Item>(items: readonly (readonly [Item, number])[], draw: number): Item {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = draw * total;
  for (const [item, weight] of items) {
    rest -= weight;
    if (rest < 0) return item;
  }
  return at(items, items.length - 1)[0];
}

/** Knuth's way for small means; a normal rounded off for large ones. */
function poisson(mean: number, chance: { next(): number; normal(): number }): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.normal()));
  const limit = Math.exp(-mean);
  let events = 0;
  for (let product = chance.next(); product > limit; product *= chance.next()) events++;
  return events;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}
