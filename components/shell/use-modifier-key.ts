"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** What this keyboard calls the key of shortcuts: `⌘` on Apple's, `Ctrl` elsewhere. */
export function useModifierKey(): string {
  return useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}
