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

/** One row of a table is in the tab order; arrows (or j and k) move it, Enter opens it. Kept by id, so rows may come and go around it. */
export function useRowKeys(ids: readonly string[], open: (index: number) => void) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const focused = Math.max(0, focusedId === null ? 0 : ids.indexOf(focusedId));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target;
    if (!(row instanceof HTMLTableRowElement) || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Enter") {
      open(focused);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const target = row.parentElement?.children[step(focused, ids.length - 1)];
    if (target instanceof HTMLElement) target.focus();
  };
  const rowProps = (id: string, index: number) => ({
    tabIndex: index === focused ? 0 : -1,
    onFocus: () => setFocusedId(id),
  });
  return { rowProps, onKeyDown };
}
