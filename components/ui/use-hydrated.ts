"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False on the server and while the page is taken over: what depends on the viewer's zone or browser waits for true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
