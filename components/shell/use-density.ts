"use client";

import { useEffect, useSyncExternalStore } from "react";

export type Density = "comfortable" | "compact";
const STORAGE_KEY = "gatehouse.density";
const listeners = new Set<() => void>();

function read(): Density {
  return localStorage.getItem(STORAGE_KEY) === "compact" ? "compact" : "comfortable";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How tall table rows are, remembered in this browser. */
export function useDensity(): [Density, (density: Density) => void] {
  const density = useSyncExternalStore(subscribe, read, () => "comfortable" as const);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  const setDensity = (next: Density) => {
    localStorage.setItem(STORAGE_KEY, next);
    for (const listener of listeners) listener();
  };
  return [density, setDensity];
}
