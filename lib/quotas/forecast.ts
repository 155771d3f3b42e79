/** What one past step (a local day, or an hour) used. `slot` is its place in the week or day: 1–7, or 0–23. */
export interface PastStep {
  slot: number;
  amount: number;
}

/** A step that is still to come, or the rest of the one that runs: `share` is how much of a whole step it is. */
export interface StepAhead {
  endsAt: Date;
  slot: number;
  share: number;
}

export interface ForecastInput {
  /** Used so far in the window, in the quota's unit. */
  used: number;
  limit: number;
  now: Date;
  /** Complete steps, oldest first, from the first one in which anything was used. */
  history: readonly PastStep[];
  /** From now to where the window ends, oldest first. */
  ahead: readonly StepAhead[];
}

/** How much will have been used by a moment: most likely, and between which bounds four times of five. */
export interface ForecastPoint {
  at: Date;
  expected: number;
  low: number;
  high: number;
}

export type Confidence = "high" | "medium" | "low";

export interface Forecast {
  /** Ends of the steps ahead, beginning with now. */
  path: ForecastPoint[];
  end: ForecastPoint;
  /** When the limit is reached; null where it is not reached before the window ends. `earliest` is by the upper bound. */
  reaches: { expected: Date | null; earliest: Date | null; latest: Date | null };
  confidence: Confidence;
}

/** What was a week (or 7 hours) ago counts half. */
const HALF_LIFE_STEPS = 7;
/** Slots are told apart once each was seen about twice. */
const SHAPE_MIN_STEPS = 14;
/** A slot's own shape counts as much as "like every other" once it was seen this often. */
const SHAPE_PRIOR = 2;
const MIN_STEPS = 3;
/** Four times of five. */
const Z = 1.2816;

/**
 * Where a window's use is going: the recent level (exponentially weighted) times the shape of the week or day, with an interval from
 * how far past steps lay from that. Null when there is too little to judge by. Pure; alerts and pages ask the same function.
 */
export function forecast({ used, limit, now, history, ahead }: ForecastInput): Forecast | null {
  if (history.length < MIN_STEPS || ahead.length === 0) return null;
  const shape = shapeOf(history);
  const { level, deviation, weight } = levelOf(history, shape);
  let point: ForecastPoint = { at: now, expected: used, low: used, high: used };
  const path = [point];
  let expected = used;
  let noise = 0;
  let spread = 0;
  for (const { endsAt, slot, share } of ahead) {
    const step = level * shape(slot) * share;
    expected += step;
    // Steps differ by themselves; that the level is only estimated shifts all of them together.
    noise += (deviation * share) ** 2;
    spread += (deviation * share) / Math.sqrt(weight);
    const half = Z * Math.sqrt(noise + spread ** 2);
    point = { at: endsAt, expected, low: Math.max(point.low, expected - half), high: expected + half };
    path.push(point);
  }
  return {
    path,
    end: point,
    reaches: {
      expected: crossing(path, "expected", limit),
      earliest: crossing(path, "high", limit),
      latest: crossing(path, "low", limit),
    },
    confidence: confidenceOf(point, used, history.length),
  };
}

/** How a slot compares with the mean of all, 1 where too little is known. */
function shapeOf(history: readonly PastStep[]): (slot: number) => number {
  const mean = history.reduce((sum, step) => sum + step.amount, 0) / history.length;
  if (history.length < SHAPE_MIN_STEPS || mean === 0) return () => 1;
  const bySlot = Map.groupBy(history, (step) => step.slot);
  const factors = new Map(
    [...bySlot].map(([slot, steps]) => {
      const own = steps.reduce((sum, step) => sum + step.amount, 0) / mean;
      return [slot, (own + SHAPE_PRIOR) / (steps.length + SHAPE_PRIOR)];
    }),
  );
  return (slot) => factors.get(slot) ?? 1;
}

/** The level without its shape, how far steps lie from it, and how many steps' worth of evidence that is. */
function levelOf(history: readonly PastStep[], shape: (slot: number) => number) {
  const weighted = history.map((step, index) => ({
    ...step,
    weight: 0.5 ** ((history.length - 1 - index) / HALF_LIFE_STEPS),
    factor: shape(step.slot),
  }));
  const sum = (of: (step: (typeof weighted)[number]) => number) =>
    weighted.reduce((total, step) => total + of(step), 0);
  const shaped = sum((step) => step.weight * step.factor);
  const level = shaped === 0 ? 0 : sum((step) => step.weight * step.amount) / shaped;
  const weight = sum((step) => step.weight) ** 2 / sum((step) => step.weight ** 2);
  const variance = sum((step) => step.weight * (step.amount - level * step.factor) ** 2) / sum((step) => step.weight);
  // Few steps look calmer than they are.
  const deviation = Math.sqrt((variance * history.length) / Math.max(1, history.length - 1));
  return { level, deviation, weight };
}

/** When a line of the path reaches `limit`, between two points as if it rose evenly. */
function crossing(path: readonly ForecastPoint[], line: "expected" | "low" | "high", limit: number): Date | null {
  let before: ForecastPoint | null = null;
  for (const point of path) {
    if (point[line] >= limit) {
      if (before === null || point[line] === before[line]) return point.at;
      const part = (limit - before[line]) / (point[line] - before[line]);
      return new Date(before.at.getTime() + part * (point.at.getTime() - before.at.getTime()));
    }
    before = point;
  }
  return null;
}

function confidenceOf(end: ForecastPoint, used: number, steps: number): Confidence {
  const size = Math.max(end.expected, used, 1e-9);
  const half = (end.high - end.low) / 2 / size;
  if (steps >= SHAPE_MIN_STEPS && half <= 0.1) return "high";
  return steps >= SHAPE_MIN_STEPS / 2 && half <= 0.3 ? "medium" : "low";
}
