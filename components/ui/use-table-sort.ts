"use client";

import type { SortingState, Updater } from "@tanstack/react-table";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";

/** A table's order, kept in the URL as `?sort=name` or `?sort=-spend`. */
export function useTableSort(key: string, fallback: SortingState) {
  const [text, setText] = useQueryState(key, parseAsString);
  const sorting = useMemo<SortingState>(() => {
    if (text === null) return fallback;
    return [{ id: text.replace(/^-/, ""), desc: text.startsWith("-") }];
  }, [text, fallback]);
  const onSortingChange = (updater: Updater<SortingState>) => {
    const next = typeof updater === "function" ? updater(sorting) : updater;
    const first = next[0];
    void setText(first ? `${first.desc ? "-" : ""}${first.id}` : null);
  };
  return { sorting, onSortingChange };
}
