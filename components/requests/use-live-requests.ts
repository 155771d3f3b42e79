"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { followLive, type LiveListener, type LiveState } from "./follow-live";
import { type RequestView, requestQueryOf } from "./request-filters";
import { requestListQuery } from "./requests-queries";
import { useWaitingRows } from "./use-waiting-rows";

export interface LiveRequestsView {
  /** `off` while paused or where nothing can come. */
  state: LiveState | "off";
  /** Ids that just came into the list. */
  fresh: ReadonlySet<string>;
  /** Rows that wait until the reader is at the top again. */
  waiting: number;
  /** More calls came than could be told. */
  isCut: boolean;
  /** Puts what waits into the list. */
  show: () => void;
}

/** Keeps the list of a view up to date while `on`: rows go in at the top, or wait while somebody reads further down. */
export function useLiveRequests(view: RequestView, on: boolean): LiveRequestsView {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [isCut, setCut] = useState(false);
  const isVisible = useIsVisible();
  const rows = useWaitingRows(view);
  const latest = useRef(rows);
  latest.current = rows;

  useEffect(() => {
    if (!on || !isVisible) return;
    const own = latest.current;
    const leave = new AbortController();
    own.begin();
    window.addEventListener("scroll", own.scrolled, { passive: true });
    const quiet = (id: string, cut: boolean) => {
      own.lastId.current = id;
      setCut(cut);
    };
    const listener: LiveListener = {
      lastId: () => own.lastId.current,
      query: () => liveQueryOf(view),
      onState: setState,
      onRows: (news, id) => {
        quiet(id, news.isCut);
        own.add(news.items);
      },
      onQuiet: (id) => quiet(id, false),
      onGap: () => void client.resetQueries({ queryKey: requestListQuery(view).queryKey, exact: true }),
    };
    void followLive(listener, leave.signal);
    return () => {
      window.removeEventListener("scroll", own.scrolled);
      leave.abort();
      own.end();
    };
  }, [client, isVisible, on, view]);

  const { fresh, waiting, show } = rows;
  return { state: on ? state : "off", fresh, waiting, isCut: on && isCut, show };
}

function liveQueryOf(view: RequestView) {
  const { to: _to, cursor: _cursor, limit: _limit, ...query } = requestQueryOf(view, Date.now());
  return query;
}

/** A page that nobody sees needs no connection: a browser has six to a host. */
function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(true);
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isVisible;
}
