"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "./is-typing";

/** A key of this page alone, such as `n` for "new". Nothing happens while somebody types or a dialog is open; null is off. */
export function usePageKey(key: string, action: (() => void) | null): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (!latest.current || isTyping(event)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [key]);
}
