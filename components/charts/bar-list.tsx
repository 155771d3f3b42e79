import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { formatShare } from "../ui/format/format-number";
import { Skeleton } from "../ui/skeleton";

export interface BarListItem {
  key: string;
  label: string;
  /** 0 to 1. */
  share: number;
  value: ReactNode;
  /** Where its requests are. */
  href: string;
}

export interface BarListProps {
  label: string;
  /** Undefined while loading. */
  items: readonly BarListItem[] | undefined;
  empty: string;
}

const LOADING_ROWS = 5;

/** The largest few: name, bar, share, amount; each leads to what is behind it. */
export function BarList({ label, items, empty }: BarListProps) {
  if (items === undefined) {
    return (
      <div className="flex flex-col gap-1 px-2 pb-3">
        {Array.from({ length: LOADING_ROWS }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no identity.
          <Skeleton key={index} className="h-8" />
        ))}
      </div>
    );
  }
  if (items.length === 0) return <p className="px-4 pb-4 text-faint text-sm">{empty}</p>;
  const largest = Math.max(...items.map((item) => item.share), 0.0001);
  return (
    <ol aria-label={label} className="flex flex-col gap-1 px-2 pb-3">
      {items.map((item) => (
        <li key={item.key}>
          <Link
            href={item.href}
            className="relative flex h-8 items-center gap-3 overflow-hidden rounded-sm px-2 text-sm transition-colors duration-150 hover:bg-subtle focus-visible:outline-offset-[-2px]"
          >
            <span
              aria-hidden
              className={cn("absolute inset-y-0.5 left-0 rounded-xs bg-accent-soft")}
              style={{ width: `${(item.share / largest) * 100}%` }}
            />
            <span className="relative min-w-0 flex-1 truncate text-ink">{item.label}</span>
            <span className="relative w-12 text-right text-faint text-xs tabular-nums">{formatShare(item.share)}</span>
            <span className="relative min-w-16 text-right text-ink tabular-nums">{item.value}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
