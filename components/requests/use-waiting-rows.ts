"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { RequestSummary } from "@/lib/admin-api/client/requests";
import { mergeTail } from "./merge-tail";
import type { RequestView } from "./request-filters";
import { requestListQuery } from "./requests-queries";

/** Scrolled down by more than this, somebody reads, and nothing may move. */
const READING_PX = 120;
/** Rows that wait; of more the newest. */
const MOST_WAITING = 500;
const NOTHING: ReadonlySet<string> = new Set();

/** Rows that came in for a view's list: put into it at once, or kept waiting while somebody reads further down. */
export function useWaitingRows(view: RequestView) {
  const client = useQueryClient();
  const [fresh, setFresh] = useState(NOTHING);
  const [waiting, setWaiting] = useState(0);
  const queue = useRef<RequestSummary[]>([]);
  /** Everything up to here is told. */
  const lastId = useRef("");

  const show = useCallback(() => {
    const items = queue.current;
    queue.current = [];
    setWaiting(0);
    let came: string[] = [];
    client.setQueryData(requestListQuery(view).queryKey, (loaded) => {
      if (!loaded) return loaded;
      const { merged, fresh: ids } = mergeTail(loaded, { items, tailCursor: lastId.current });
      came = ids;
      return { ...merged, pageParams: loaded.pageParams };
    });
    if (came.length > 0) setFresh(new Set(came));
  }, [client, view]);

  return useMemo(() => {
    const pages = () => client.getQueryData(requestListQuery(view).queryKey)?.pages ?? [];
    return {
      fresh,
      waiting,
      lastId,
      show,
      /** Begins behind what the list has. */
      begin: () => {
        lastId.current = pages()[0]?.tailCursor ?? "";
      },
      add: (items: readonly RequestSummary[]) => {
        const had = new Set([...pages().flatMap((page) => page.items), ...queue.current].map(({ id }) => id));
        queue.current = [...items.filter(({ id }) => !had.has(id)), ...queue.current].slice(0, MOST_WAITING);
        if (isReading()) setWaiting(queue.current.length);
        else show();
      },
      scrolled: () => {
        if (queue.current.length > 0 && !isReading()) show();
      },
      /** What still waits comes again behind the list's own cursor. */
      end: () => {
        if (queue.current.length === 0 && lastId.current !== "") show();
        queue.current = [];
        setWaiting(0);
      },
    };
  }, [client, fresh, show, view, waiting]);
}

function isReading(): boolean {
  return window.scrollY > READING_PX;
}
