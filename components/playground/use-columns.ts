"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { PlaygroundMessage, PlaygroundRunInput } from "@/lib/admin-api/client/playground";
import { type Column, emptyAnswer, MOST_COLUMNS, newColumn, withEnd } from "./columns";
import { readAnswer } from "./read-answer";

/** All of a call but what was said in its column. */
export type Asked = Omit<PlaygroundRunInput, "model" | "messages">;

/** Columns and what can be done with them. Calls that run when the page is left are ended. */
export function useColumns(initial: readonly string[]) {
  const [columns, setColumns] = useState<Column[]>(() => initial.map((model, index) => newColumn(`c${index}`, model)));
  const calls = useRef(new Map<string, AbortController>());
  const count = useRef(initial.length);
  const change = useCallback(
    (id: string, next: (column: Column) => Column) =>
      setColumns((all) => all.map((column) => (column.id === id ? next(column) : column))),
    [],
  );
  useEffect(() => {
    const running = calls.current;
    return () => {
      for (const call of running.values()) call.abort();
    };
  }, []);

  /** Sends what a column has now, with more said, and reads its answer to the end. */
  const run = useCallback(
    async (column: Column, more: readonly PlaygroundMessage[], asked: Asked) => {
      const messages = [...column.messages, ...more];
      const call = new AbortController();
      calls.current.set(column.id, call);
      const started = performance.now();
      const elapsedMs = () => Math.round(performance.now() - started);
      change(column.id, (now) => ({ ...now, messages, live: emptyAnswer(), error: null }));
      const answer = await readAnswer({ ...asked, model: column.model, messages }, call.signal, {
        elapsedMs,
        onChange: (live) => change(column.id, (now) => ({ ...now, live })),
      });
      calls.current.delete(column.id);
      change(column.id, (now) => withEnd(now, answer, elapsedMs()));
    },
    [change],
  );

  return {
    columns,
    run,
    isRunning: columns.some(({ live }) => live !== null),
    stop: () => {
      for (const call of calls.current.values()) call.abort();
    },
    setModel: (id: string, model: string) => change(id, (column) => ({ ...column, model })),
    add: (model: string) =>
      setColumns((all) => {
        if (all.length >= MOST_COLUMNS) return all;
        count.current += 1;
        return [...all, newColumn(`c${count.current}`, model)];
      }),
    remove: (id: string) => {
      calls.current.get(id)?.abort();
      setColumns((all) => all.filter((column) => column.id !== id));
    },
    clear: () => setColumns((all) => all.map((column) => newColumn(column.id, column.model))),
    restore: (kept: readonly Pick<Column, "model" | "messages" | "runs">[]) =>
      setColumns(kept.map((one, index) => ({ ...newColumn(`k${index}`, one.model), ...one }))),
  };
}

export type Columns = ReturnType<typeof useColumns>;
