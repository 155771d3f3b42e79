"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;
let current = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  const now = Date.now();
  if (now - current >= TICK_MS) current = now;
  return current;
}

/** Epoch ms, the same for every component on the page, moving every ten seconds; one timer for all relative times. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read, read);
}
