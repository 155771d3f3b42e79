"use client";

import { cn } from "./cn";
import { formatDateTime, formatRelative } from "./format/format-time";
import { Tooltip } from "./tooltip";
import { useNow } from "./use-now";

export interface TimeCellProps {
  /** RFC 3339; null shows `fallback`. */
  value: string | null;
  fallback?: string;
  /** Date and time instead of how long ago. */
  absolute?: boolean;
  className?: string;
}

/** A point in time in the viewer's zone, relative by default; UTC on hover or focus. */
export function TimeCell({ value, fallback = "never", absolute = false, className }: TimeCellProps) {
  const now = useNow();
  if (value === null) return <span className={cn("text-faint", className)}>{fallback}</span>;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Tooltip
      content={
        <span className="grid grid-cols-[auto_1fr] gap-x-3 tabular-nums">
          <span className="text-faint">{zone}</span>
          <span>{formatDateTime(value)}</span>
          <span className="text-faint">UTC</span>
          <span>{formatDateTime(value, "UTC")}</span>
        </span>
      }
    >
      <time dateTime={value} className={cn("whitespace-nowrap tabular-nums", className)} suppressHydrationWarning>
        {absolute ? formatDateTime(value) : formatRelative(value, now)}
      </time>
    </Tooltip>
  );
}
