"use client";

import { useEffect, useRef } from "react";
import { Button } from "./button";

export interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  load: () => void;
  /** Said when everything is shown: "All 42 keys". */
  end?: string;
}

/** Loads the next page when the end of a list comes into view; a button does the same. */
export function LoadMore({ hasMore, loading, load, end }: LoadMoreProps) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const element = mark.current;
    if (!element || !hasMore || loading) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, loading]);
  if (!hasMore && !end) return null;
  return (
    <div ref={mark} className="sticky left-0 flex h-11 items-center justify-center border-t text-faint text-xs">
      {hasMore ? (
        <Button variant="ghost" size="sm" pending={loading} onClick={load}>
          Load more
        </Button>
      ) : (
        end
      )}
    </div>
  );
}
