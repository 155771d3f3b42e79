const PICOS_PER_MICRO = 1_000_000n;

/** Pico-USD as whole micro-USD, rounded up: a call that cost anything never counts as free. */
export function roundUpToMicros(picoUsd: bigint): bigint {
  return (picoUsd + PICOS_PER_MICRO - 1n) / PICOS_PER_MICRO;
}
