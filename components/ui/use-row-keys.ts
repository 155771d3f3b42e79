"use client";

import { type KeyboardEvent, useState } from "react";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  j: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  k: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** One row of a table is in the tab order; arrows (or j and k) move it, Enter opens it. */
export function useRowKeys(count: number, open: ((index: number) => void) | undefined) {
  const [focused, setFocused] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target;
    if (!(row instanceof HTMLTableRowElement) || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Enter") {
      open?.(focused);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(focused, count - 1);
    setFocused(next);
    const target = row.parentElement?.children[next];
    if (target instanceof HTMLElement) target.focus();
  };
  return { focused: Math.min(focused, Math.max(0, count - 1)), setFocused, onKeyDown };
}
