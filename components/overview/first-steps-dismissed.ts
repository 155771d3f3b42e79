const PLACE = "gatehouse.first-steps";
const HIDDEN = "hidden";
const listeners = new Set<() => void>();

/** Whether this browser's person put the first steps away. */
export function firstStepsDismissed(): boolean {
  return window.localStorage.getItem(PLACE) === HIDDEN;
}

export function dismissFirstSteps(): void {
  window.localStorage.setItem(PLACE, HIDDEN);
  for (const listener of listeners) listener();
}

export function onFirstStepsDismissed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
